import { DEFAULT_APPS, startSandbox } from './server.ts';

const env = process.env;

const running = await startSandbox({
  port: Number(env['SANDBOX_PORT'] ?? 4010),
  smtpPort: Number(env['SANDBOX_SMTP_PORT'] ?? 4025),
  host: env['SANDBOX_HOST'] ?? '127.0.0.1',
  ...(env['SANDBOX_LEDGER_FILE'] && { ledgerFile: env['SANDBOX_LEDGER_FILE'] }),
  onMistake: (error) => console.error(error),
  apps: {
    facebook: {
      id: env['SANDBOX_FACEBOOK_APP_ID'] ?? DEFAULT_APPS.facebook.id,
      secret: env['SANDBOX_FACEBOOK_APP_SECRET'] ?? DEFAULT_APPS.facebook.secret,
    },
    twitter: {
      id: env['SANDBOX_X_CLIENT_ID'] ?? DEFAULT_APPS.twitter.id,
      secret: env['SANDBOX_X_CLIENT_SECRET'] ?? DEFAULT_APPS.twitter.secret,
    },
  },
});
console.log(`Sandbox of X, Facebook and Instagram: ${running.url} (control: ${running.url}/_sandbox/health)`);
console.log(`Its mailbox: ${running.smtpUrl} (what came: ${running.url}/_sandbox/mailbox)`);

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void running.close().then(() => process.exit(0));
  });
}
