import { request } from 'undici';
import { signToken, type TokenClaims } from './settings.ts';

export interface ApiAnswer<Body> {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Body;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Speaks to the API as a tenant of a CRM. */
export class ApiClient {
  constructor(
    private readonly baseUrl: string,
    private readonly claims: TokenClaims = {},
  ) {}

  /** The same service, seen by somebody else. */
  as(claims: TokenClaims): ApiClient {
    return new ApiClient(this.baseUrl, claims);
  }

  async get<Body>(path: string): Promise<ApiAnswer<Body>> {
    return await this.send<Body>('GET', path);
  }

  async post<Body>(path: string, body?: unknown): Promise<ApiAnswer<Body>> {
    return await this.send<Body>('POST', path, { json: body });
  }

  async patch<Body>(
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<Body>> {
    return await this.send<Body>('PATCH', path, { json: body, headers });
  }

  async delete<Body>(path: string): Promise<ApiAnswer<Body>> {
    return await this.send<Body>('DELETE', path);
  }

  async send<Body>(
    method: Method,
    path: string,
    content: { json?: unknown; text?: string; headers?: Record<string, string> } = {},
  ): Promise<ApiAnswer<Body>> {
    const body = content.text ?? (content.json === undefined ? null : JSON.stringify(content.json));
    const answer = await request(`${this.baseUrl}/api/v1/social${path}`, {
      method,
      body,
      headers: {
        authorization: `Bearer ${await signToken(this.claims)}`,
        ...(body !== null && { 'content-type': 'application/json' }),
        ...content.headers,
      },
    });
    const text = await answer.body.text();
    return { status: answer.statusCode, headers: answer.headers, body: parse(text) as Body };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // Pages for people are HTML.
  }
}
