import supertest from 'supertest';
import { signToken, type TokenClaims } from './settings.ts';

export interface ApiAnswer<Body> {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Body;
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

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

  async put<Body>(path: string, body: unknown): Promise<ApiAnswer<Body>> {
    return await this.send<Body>('PUT', path, { json: body });
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
    const answer = await supertest(this.baseUrl)
      [verbs[method]](`/api/v1/social${path}`)
      .set({
        authorization: `Bearer ${await signToken(this.claims)}`,
        ...(body !== null && { 'content-type': 'application/json' }),
        ...content.headers,
      })
      .redirects(0)
      .send(body ?? undefined);
    return { status: answer.status, headers: answer.headers, body: parse(answer.text) as Body };
  }
}

const verbs = { GET: 'get', POST: 'post', PUT: 'put', PATCH: 'patch', DELETE: 'delete' } as const;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text; // Pages for people are HTML.
  }
}
