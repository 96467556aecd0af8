import type { Page } from '../world.ts';
import { requirePageInSight, type GraphCall } from './call.ts';
import { invalidParameter, pagePermissionMissing } from './errors.ts';

/** POST /{page}/subscribed_apps. https://developers.facebook.com/docs/graph-api/webhooks/getting-started/webhooks-for-pages */
export function subscribe(call: GraphCall, page: Page): unknown {
  requireSubscriber(call, page);
  const fields = (call.params['subscribed_fields'] ?? '').split(',').filter((field) => field !== '');
  if (fields.length === 0) throw invalidParameter('The parameter subscribed_fields is required');
  call.sandbox.graphMedia.subscribedFields.set(page.id, fields);
  return { success: true };
}

export function unsubscribe(call: GraphCall, page: Page): unknown {
  requireSubscriber(call, page);
  call.sandbox.graphMedia.subscribedFields.delete(page.id);
  return { success: true };
}

export function listSubscriptions(call: GraphCall, page: Page): unknown {
  requirePageInSight(call, page.id, page.id);
  const fields = call.sandbox.graphMedia.subscribedFields.get(page.id);
  if (!fields) return { data: [] };
  return { data: [{ id: call.sandbox.apps.facebook.id, name: 'Sandbox App', subscribed_fields: fields }] };
}

function requireSubscriber(call: GraphCall, page: Page): void {
  if (call.caller.pageId !== page.id || !call.caller.scopes.has('pages_manage_metadata'))
    throw pagePermissionMissing();
}
