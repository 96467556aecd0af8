/** What came of a call: its answer, its refusal (a problem document, RFC 9457), or no answer at all. */
export type Answer<T> = { status: 'ok'; data: T } | Refusal | { status: 'unreachable' };

export interface Refusal {
  status: 'refused';
  httpStatus: number;
  /** The stable code of the problem; empty when something between us and the service answered. */
  code: string;
  detail: string | null;
  /** The number for support. */
  requestId: string | null;
}

/** For pages that have no access token and do without the API client. Gives up after `timeoutMs`. */
export async function ask<T>(
  path: string,
  request: RequestInit = {},
  timeoutMs = 20_000,
): Promise<Answer<T>> {
  try {
    const response = await fetch(path, { ...request, signal: AbortSignal.timeout(timeoutMs) });
    const body: unknown = await response.json().catch(() => null);
    if (!response.ok) return refusal(response.status, body);
    return body === null ? { status: 'unreachable' } : { status: 'ok', data: body as T };
  } catch {
    // fetch throws when there is no network, no answer in time, or no service at the other end.
    return { status: 'unreachable' };
  }
}

export function jsonBody(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function refusal(httpStatus: number, body: unknown): Refusal {
  const { code, detail, requestId } = (body ?? {}) as Record<string, unknown>;
  return {
    status: 'refused',
    httpStatus,
    code: textOr(code, ''),
    detail: textOr(detail, null),
    requestId: textOr(requestId, null),
  };
}

function textOr<T>(value: unknown, otherwise: T): string | T {
  return typeof value === 'string' ? value : otherwise;
}
