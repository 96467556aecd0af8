import type { FaultTarget } from '../faults.ts';
import type { Operation } from '../platform.ts';
import type { Sandbox } from '../sandbox.ts';
import { isFalse, type GraphRequest } from './call.ts';

const TOKEN_PATHS = new Set(['oauth/access_token', 'debug_token']);

const PUBLISHING_EDGES = new Set(['feed', 'photos', 'videos', 'video_reels', 'comments']);

/** A field list that asks for counts. */
const COUNTS = /insights|summary|shares|_count/;

/** Whom a request concerns and what it does, before anything has been checked. */
export function targetOf(sandbox: Sandbox, request: GraphRequest): FaultTarget {
  const [first = '', edge] = request.path;
  if (TOKEN_PATHS.has(request.path.join('/'))) return tokenTarget(sandbox, request);

  const caller = sandbox.graphTokens.find(request.token);
  const accountId = caller?.pageId ?? caller?.personId ?? null;
  if (first === 'me')
    return { platform: 'FACEBOOK', accountId, operation: request.method === 'GET' ? 'read' : 'other' };
  if (sandbox.world.instagram.has(first)) {
    return { platform: 'INSTAGRAM', accountId: first, operation: instagramOperation(request, edge) };
  }
  const container = sandbox.graphMedia.containers.get(first);
  if (container) return { platform: 'INSTAGRAM', accountId: container.accountId, operation: 'read' };
  const post = sandbox.posts.find(first);
  const draft = sandbox.graphMedia.pageDrafts.get(first);
  if (draft && request.method === 'POST' && request.params['is_published'])
    return { platform: 'FACEBOOK', accountId: draft.pageId, operation: 'publish' };
  if (post)
    return { platform: post.platform, accountId: post.accountId, operation: postOperation(request, edge) };
  const pageId = sandbox.graphMedia.pageMedia.get(first)?.pageId ?? first;
  return {
    platform: 'FACEBOOK',
    accountId: sandbox.world.pages.has(pageId) ? pageId : accountId,
    operation: pageOperation(request, edge),
  };
}

function tokenTarget(sandbox: Sandbox, request: GraphRequest): FaultTarget {
  const { fb_exchange_token, input_token } = request.params;
  const token = sandbox.graphTokens.find(fb_exchange_token ?? input_token ?? '');
  return { platform: 'FACEBOOK', accountId: token?.pageId ?? token?.personId ?? null, operation: 'token' };
}

function instagramOperation(request: GraphRequest, edge: string | undefined): Operation {
  if (request.method === 'GET') return edge === 'insights' ? 'insights' : 'read';
  if (edge === 'media_publish') return 'publish';
  return edge === 'media' ? 'prepare' : 'other';
}

function postOperation(request: GraphRequest, edge: string | undefined): Operation {
  if (request.method === 'POST' && edge === 'comments') return 'publish';
  if (request.method !== 'GET') return 'other';
  return edge === 'insights' || COUNTS.test(request.params['fields'] ?? '') ? 'insights' : 'read';
}

function pageOperation(request: GraphRequest, edge: string | undefined): Operation {
  if (request.method === 'GET') return edge === 'insights' ? 'insights' : 'read';
  if (request.method !== 'POST' || edge === undefined || !PUBLISHING_EDGES.has(edge)) return 'other';
  const phase = request.params['upload_phase'];
  if (phase === 'start' || phase === 'transfer') return 'prepare';
  return isFalse(request.params['published']) ? 'prepare' : 'publish';
}
