import { answered, type Outcome } from '../exchange.ts';
import type { Sandbox } from '../sandbox.ts';
import { splitPath, type GraphRequest } from './call.ts';
import { graphError } from './errors.ts';
import { serveGraph } from './service.ts';

const MAX_ITEMS = 50;

interface BatchItem {
  method?: string;
  relative_url?: string;
  body?: string;
  access_token?: string;
}

/** POST / with `batch`. Items are independent; each answers for itself. https://developers.facebook.com/docs/graph-api/batch-requests */
export async function serveBatch(sandbox: Sandbox, request: GraphRequest): Promise<Outcome> {
  const items = readItems(request.params['batch'] ?? '');
  if (items === null) return refuse('(#100) Param batch must be an array.');
  if (items.length > MAX_ITEMS)
    return refuse(`(#100) Too many requests in batch message. Maximum batch size is ${MAX_ITEMS}`);
  if (items.length === 0) return refuse('(#100) Empty batch');

  const withHeaders = request.params['include_headers'] !== 'false';
  const answers: unknown[] = [];
  for (const item of items) {
    const itemRequest = requestOf(item, request);
    const { outcome, target } = await serveGraph(sandbox, itemRequest);
    if (outcome.kind !== 'answer') return outcome;
    const { status, headers, body } = outcome.answer;
    const path = `[batch] ${item.relative_url ?? ''}`;
    sandbox.calls.record({ method: itemRequest.method, path, ...target, status });
    const listed = Object.entries(headers).map(([name, value]) => ({ name, value }));
    answers.push({ code: status, ...(withHeaders && { headers: listed }), body: JSON.stringify(body) });
  }
  return answered({ status: 200, headers: {}, body: answers });
}

function readItems(text: string): BatchItem[] | null {
  try {
    const items = JSON.parse(text) as unknown;
    return Array.isArray(items) ? (items as BatchItem[]) : null;
  } catch {
    return null; // A batch that is no JSON is refused like one that is no array.
  }
}

function requestOf(item: BatchItem, outer: GraphRequest): GraphRequest {
  const url = new URL(item.relative_url ?? '', 'http://batch.invalid/');
  const params = Object.fromEntries([...url.searchParams, ...new URLSearchParams(item.body ?? '')]);
  const ownToken = item.access_token ?? params['access_token'];
  const proof = ownToken === undefined ? outer.params['appsecret_proof'] : undefined;
  return {
    method: (item.method ?? 'GET').toUpperCase(),
    path: splitPath(url.pathname).path,
    params: { ...(proof !== undefined && { appsecret_proof: proof }), ...params },
    files: [],
    token: ownToken ?? outer.token,
    baseUrl: outer.baseUrl,
  };
}

function refuse(message: string): Outcome {
  return answered(graphError({ code: 100, message }));
}
