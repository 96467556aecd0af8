import { request } from 'undici';
import type { ApiClient } from './api-client.ts';
import type { TestApp } from './test-app.ts';

export interface SessionView {
  id: string;
  status: string;
  problem: { code: string; message: string } | null;
  accounts: {
    accountId: string;
    accountName: string;
    canPublish: boolean;
    problems: { code: string; message: string }[];
  }[];
  connections: ConnectionView[];
}

export interface ConnectionView {
  id: string;
  accountId: string;
  accountName: string;
  isActive: boolean;
  tokenExpiresAt: string | null;
  errorMessage: string | null;
}

/** The page that the person's browser ends on, or the address it is sent to. */
export interface Landing {
  status: number;
  location: string | undefined;
  text: string;
}

export async function visit(address: string | URL): Promise<Landing> {
  const { statusCode, headers, body } = await request(address);
  return { status: statusCode, location: headers['location']?.toString(), text: await body.text() };
}

/** Answers the platform's dialog as a person would, and gives the address that the platform sends the browser to. */
export async function answerDialog(
  app: TestApp,
  dialog: string,
  decision: Record<string, string>,
): Promise<URL> {
  return await app.sandbox.decide(dialog, { decision: 'allow', ...decision });
}

export async function startLogin(
  api: ApiClient,
  platform: string,
  returnUrl?: string,
): Promise<{ authorizationUrl: string; sessionId: string }> {
  const { status, body } = await api.post<{ authorizationUrl: string; sessionId: string }>(
    '/connections/authorize',
    { platform, ...(returnUrl && { returnUrl }) },
  );
  if (status !== 200) throw new Error(`The login did not start: ${JSON.stringify(body)}`);
  return body;
}

/** From the first call to the end of the dialog; gives the session as it stands then. */
export async function logIn(
  app: TestApp,
  platform: string,
  decision: Record<string, string>,
  api: ApiClient = app.api,
): Promise<SessionView> {
  const { authorizationUrl, sessionId } = await startLogin(api, platform);
  await visit(await answerDialog(app, authorizationUrl, decision));
  return (await api.get<SessionView>(`/connections/sessions/${sessionId}`)).body;
}

/** The whole way: login, dialog, choice. */
export async function connect(
  app: TestApp,
  platform: string,
  wanted: { user: string; accountId: string },
  api: ApiClient = app.api,
): Promise<ConnectionView> {
  const session = await logIn(app, platform, { user: wanted.user }, api);
  if (session.status === 'CONNECTED') return session.connections[0]!;
  const path = `/connections/sessions/${session.id}/select`;
  const { body } = await api.post<{ connections: ConnectionView[] }>(path, {
    accountIds: [wanted.accountId],
  });
  const [connection] = body.connections ?? [];
  if (!connection) throw new Error(`Nothing was connected: ${JSON.stringify([session.problem, body])}`);
  return connection;
}

/** Every value of every table of the service, as one text. */
export async function dump(app: TestApp): Promise<string> {
  const tables = await app.database.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_name LIKE 'Social%'`,
  );
  const rows = await Promise.all(
    tables.map(
      async ({ name }) =>
        await app.database.query(`SELECT to_jsonb(t)::text AS row FROM "${name}" t ORDER BY 1`),
    ),
  );
  return rows
    .flat()
    .map(({ row }) => String(row))
    .join('\n');
}
