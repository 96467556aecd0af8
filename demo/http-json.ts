/** The service or the sandbox said no. `problem` is what it said, in the shape of RFC 9457 where the service said it. */
export class Refusal extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem, request: string) {
    super(`${request} was answered with ${status}: ${problem.detail ?? JSON.stringify(problem)}`);
    this.name = 'Refusal';
    this.status = status;
    this.problem = problem;
  }
}

export interface Problem {
  detail?: string;
  code?: string;
  errors?: { field: string; code: string; message: string }[];
}

const timeoutMs = 30_000;

/** Sends JSON and reads JSON. @throws Refusal for an answer outside 200-299. */
export async function sendJson<Answer>(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  options: { body?: unknown; token?: string } = {},
): Promise<Answer> {
  const answer = await fetch(url, {
    method,
    signal: AbortSignal.timeout(timeoutMs),
    headers: {
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
      ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const body: unknown = await answer.json();
  if (!answer.ok) throw new Refusal(answer.status, body as Problem, `${method} ${url}`);
  return body as Answer;
}

/** Whether this address answers with success right now. */
export async function isAnswered(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false; // Nobody listens there yet.
  }
}
