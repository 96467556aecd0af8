import { createHmac } from 'node:crypto';
import { request } from 'undici';

const TIMEOUT_MS = 10_000;

export interface Delivery {
  status: number;
  body: string;
}

/** Sends a webhook event, signed over the very bytes that go out. https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
export function sendEvent(url: string, event: unknown, appSecret: string): Promise<Delivery> {
  const body = escapeNonAscii(JSON.stringify(event));
  const signature = createHmac('sha256', appSecret).update(body).digest('hex');
  return send(url, body, {
    'content-type': 'application/json',
    'x-hub-signature-256': `sha256=${signature}`,
  });
}

/** Sends a `signed_request`, as the deauthorize and data deletion callbacks get it. */
export function sendSignedRequest(
  url: string,
  payload: Record<string, unknown>,
  appSecret: string,
): Promise<Delivery> {
  const encoded = Buffer.from(JSON.stringify({ algorithm: 'HMAC-SHA256', ...payload })).toString('base64url');
  const signature = createHmac('sha256', appSecret).update(encoded).digest('base64url');
  const form = new URLSearchParams({ signed_request: `${signature}.${encoded}` }).toString();
  return send(url, form, { 'content-type': 'application/x-www-form-urlencoded' });
}

async function send(url: string, body: string, headers: Record<string, string>): Promise<Delivery> {
  const timeouts = { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS };
  const answer = await request(url, { method: 'POST', headers, body, ...timeouts });
  return { status: answer.statusCode, body: await answer.body.text() };
}

/** Meta writes what is not ASCII as lower-case `\u00e4`, and signs that. */
function escapeNonAscii(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
