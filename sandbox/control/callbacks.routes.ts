import type { FastifyInstance } from 'fastify';
import { sendEvent, sendSignedRequest } from '../graph/webhook-sender.ts';
import { isLocalAddress } from '../remote-media.ts';
import type { Sandbox } from '../sandbox.ts';
import { bodyOf, ControlMistake, readText } from './body.ts';

/** Lets the sandbox call the service as Meta does. */
export function registerCallbackControl(app: FastifyInstance, sandbox: Sandbox): void {
  app.post('/_sandbox/webhooks', async (request, reply) => {
    const { url, object = 'page', entry = [] } = bodyOf(request);
    return reply.send(await sendEvent(localUrl(url), { object, entry }, sandbox.apps.facebook.secret));
  });

  app.post('/_sandbox/signed-requests', async (request, reply) => {
    const { url, userId, ...more } = bodyOf(request);
    const issuedAt = sandbox.clock.nowSeconds();
    const payload = { user_id: readText(userId, 'userId'), issued_at: issuedAt, ...more };
    return reply.send(await sendSignedRequest(localUrl(url), payload, sandbox.apps.facebook.secret));
  });
}

function localUrl(value: unknown): string {
  const url = readText(value, 'url');
  if (!isLocalAddress(url)) throw new ControlMistake('url must be an http(s) address on this machine');
  return url;
}
