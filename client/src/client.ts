import createFetchClient, { type Client, type ClientOptions } from 'openapi-fetch';
import type { components, paths } from './schema.ts';

export type { components, operations, paths } from './schema.ts';
export type Connection = components['schemas']['ConnectionDto'];
export type Post = components['schemas']['PostDto'];
/** RFC 9457: branch on `code`, show `detail` to people, give `requestId` to support. */
export type Problem = components['schemas']['ProblemDto'];
export type SocialClient = Client<paths>;

export interface SocialClientOptions {
  /** Where the service is, without the API's prefix: `https://social.example`. */
  baseUrl: string;
  /** A JWT, or what gives one for each call, so that one that ends can be replaced. */
  accessToken: string | (() => string | Promise<string>);
  /** Another `fetch`, for proxies and tests. */
  fetch?: ClientOptions['fetch'];
}

/** Calls by path and method, typed from the service's OpenAPI document; answers are `{ data, error, response }`. */
export function createSocialClient({ baseUrl, accessToken, fetch }: SocialClientOptions): SocialClient {
  const client = createFetchClient<paths>({ baseUrl, ...(fetch && { fetch }) });
  client.use({
    async onRequest({ request }) {
      const token = typeof accessToken === 'string' ? accessToken : await accessToken();
      request.headers.set('authorization', `Bearer ${token}`);
      return request;
    },
  });
  return client;
}

/** What a call answered with; throws `SocialProblem` where it answered with a problem. */
export async function answerOf<Data>(
  call: Promise<{ data?: Data; error?: unknown; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call;
  if (error !== undefined || data === undefined)
    throw new SocialProblem(response.status, isProblem(error) ? error : undefined);
  return data;
}

/** A proxy may answer in the service's place, with a page or a document of its own. */
function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}

/** A call that answered with a problem document. */
export class SocialProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly problem: Problem | undefined;

  constructor(status: number, problem: Problem | undefined) {
    super(problem?.detail ?? `The service answered with ${status} and no problem document.`);
    this.name = 'SocialProblem';
    this.status = status;
    this.code = problem?.code ?? `HTTP_${status}`;
    this.problem = problem;
  }
}
