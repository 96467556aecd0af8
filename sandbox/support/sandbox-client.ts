import { createHash } from 'node:crypto';
import { request } from 'undici';

export interface ClientAnswer {
  status: number;
  headers: Record<string, string>;
  // The bodies of three platforms; a test says what it expects of them.
  body: unknown;
  text: string;
}

export interface ClientRequest {
  token?: string;
  json?: unknown;
  form?: Record<string, string> | URLSearchParams;
  headers?: Record<string, string>;
  timeoutMs?: number;
}

export const REDIRECT_URI = 'http://127.0.0.1:3999/callback';

/** Talks to a sandbox over HTTP, as a client of the platforms would. */
export class SandboxClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async send(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    options: ClientRequest = {},
  ): Promise<ClientAnswer> {
    const isJson = options.json !== undefined;
    const timeoutMs = options.timeoutMs ?? 10_000;
    const answer = await request(path.startsWith('http') ? path : `${this.url}${path}`, {
      method,
      headersTimeout: timeoutMs,
      headers: {
        ...(isJson && { 'content-type': 'application/json' }),
        ...(options.form && { 'content-type': 'application/x-www-form-urlencoded' }),
        ...(options.token && { authorization: `Bearer ${options.token}` }),
        ...options.headers,
      },
      body: isJson
        ? JSON.stringify(options.json)
        : options.form
          ? new URLSearchParams(options.form).toString()
          : null,
    });
    const text = await answer.body.text();
    const headers = Object.fromEntries(
      Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
    );
    return { status: answer.statusCode, headers, text, body: parse(text) };
  }

  control(path: string, json: unknown): Promise<ClientAnswer> {
    return this.send('POST', `/_sandbox/${path}`, { json });
  }

  async ledger(filter: Record<string, string> = {}): Promise<Record<string, unknown>[]> {
    const { body } = await this.send('GET', `/_sandbox/ledger?${new URLSearchParams(filter).toString()}`);
    return (body as { posts: Record<string, unknown>[] }).posts;
  }

  async mint(platform: string, accountId: string): Promise<string> {
    const { body } = await this.control('tokens', { platform, accountId });
    return (body as { accessToken: string }).accessToken;
  }

  /** Opens a dialog, answers it, and gives the address that the browser is sent to. */
  async decide(dialogPath: string, decision: Record<string, string>): Promise<URL> {
    const page = await this.send('GET', dialogPath);
    const requestId = /name="request" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
    const path = dialogPath.split('?')[0] ?? dialogPath;
    const answer = await this.send('POST', path, { form: { request: requestId, ...decision } });
    if (answer.status !== 302)
      throw new Error(`The dialog answered ${answer.status}: ${page.text}${answer.text}`);
    return new URL(answer.headers['location'] ?? '');
  }
}

export const VERIFIER = 'a-verifier-of-more-than-forty-three-characters-0123456789';

export function twitterDialogPath(changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'sandbox-x-client',
    redirect_uri: REDIRECT_URI,
    scope: 'tweet.read tweet.write users.read media.write offline.access',
    state: 'state-1',
    code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
    code_challenge_method: 's256',
    ...changes,
  });
  return `/i/oauth2/authorize?${query.toString()}`;
}

export function facebookDialogPath(changes: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: 'sandbox-facebook-app',
    redirect_uri: REDIRECT_URI,
    state: 'state-1',
    response_type: 'code',
    scope:
      'pages_show_list,pages_read_engagement,pages_manage_posts,read_insights,business_management,instagram_basic,instagram_content_publish,instagram_manage_insights',
    ...changes,
  });
  return `/v26.0/dialog/oauth?${query.toString()}`;
}

export const BASIC = `Basic ${Buffer.from('sandbox-x-client:sandbox-x-secret').toString('base64')}`;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // Dialogs answer with HTML.
  }
}
