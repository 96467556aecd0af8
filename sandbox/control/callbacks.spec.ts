import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type RunningSandbox } from '../server.ts';
import { SandboxClient } from '../support/sandbox-client.ts';

interface Received {
  headers: IncomingMessage['headers'];
  body: string;
}

const SECRET = 'sandbox-facebook-secret';

let running: RunningSandbox;
let client: SandboxClient;
let receiver: Server;
let receiverUrl: string;
const received: Received[] = [];

beforeAll(async () => {
  running = await startSandbox();
  client = new SandboxClient(running.url);
  receiver = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8');
    request.on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body });
      response.end('taken');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
});

afterAll(async () => {
  await running.close();
  await new Promise((resolve) => receiver.close(resolve));
});

describe('callbacks from Meta', () => {
  it('sign the bytes they send, with letters beyond ASCII escaped', async () => {
    const entry = [{ id: '1', changes: [{ field: 'feed', value: { message: 'Käse' } }] }];

    const answer = await client.control('webhooks', { url: receiverUrl, entry });

    const event = received.at(-1);
    expect(answer.body).toEqual({ status: 200, body: 'taken' });
    expect(event?.body).toContain('K\\u00e4se');
    expect(JSON.parse(event?.body ?? '')).toEqual({ object: 'page', entry });
    const signature = createHmac('sha256', SECRET)
      .update(event?.body ?? '')
      .digest('hex');
    expect(event?.headers['x-hub-signature-256']).toBe(`sha256=${signature}`);
  });

  it('carry a signed_request whose signature is over the encoded payload', async () => {
    await client.control('signed-requests', { url: receiverUrl, userId: '218471', profile_id: '99' });

    const [signature, payload = ''] = (
      new URLSearchParams(received.at(-1)?.body).get('signed_request') ?? ''
    ).split('.');
    expect(signature).toBe(createHmac('sha256', SECRET).update(payload).digest('base64url'));
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      algorithm: 'HMAC-SHA256',
      user_id: '218471',
      profile_id: '99',
    });
  });

  it('go to this machine only', async () => {
    const answer = await client.control('webhooks', { url: 'http://192.0.2.1/' });

    expect(answer.status).toBe(400);
  });
});
