import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AppConfig } from '../../config/app-config.ts';
import { NoticeMail } from './notice-mail.service.ts';

class HurriedMail extends NoticeMail {
  protected override readonly longestMs = 100;
}

describe('a mail', () => {
  let server: Server;
  /** Settles when the server's side of the conversation has ended. */
  let hungUp: Promise<unknown>;

  beforeEach(async () => {
    hungUp = new Promise((resolve) => {
      server = createServer((socket) => {
        const drip = setInterval(() => socket.write('220-One moment\r\n'), 5);
        socket.on('error', () => undefined);
        socket.once('close', () => {
          clearInterval(drip);
          resolve('hung up');
        });
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    await new Promise((resolve) => server.close(resolve));
  });

  it('is given up at a server that says a word now and then and never comes to an end', async () => {
    const { port } = server.address() as AddressInfo;
    const mail = new HurriedMail(
      AppConfig.from({
        JWT_SECRET: 'x'.repeat(32),
        TOKEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
        SMTP_URL: `smtp://127.0.0.1:${port}`,
        MAIL_FROM: 'social@crm.example',
      }),
    );

    const words = { subject: 'Reconnect', text: 'Please.', html: '<p>Please.</p>' };
    const result = await mail.send('notice-1', 'anna@club.example', words);

    expect(result).toMatchObject({ status: 'failed', error: expect.stringMatching(/timeout|abort/i) });
    expect(await hungUp).toBe('hung up');
  });
});
