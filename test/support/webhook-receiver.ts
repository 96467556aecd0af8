import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';

export interface ReceivedMessage {
  id: string;
  headers: Record<string, string>;
  body: string;
  type: string;
  timestamp: string;
  data: Record<string, unknown>;
}

type Answer = (response: ServerResponse, message: ReceivedMessage) => void;

export const accept: Answer = (response) => void response.writeHead(204).end();
export const answerWith =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, headers).end('{}');
/** Neither answers nor hangs up. */
export const hang: Answer = () => undefined;

/** A tenant's receiver of webhooks: keeps what comes, and answers as the test says. */
export class WebhookReceiver {
  readonly messages: ReceivedMessage[] = [];
  answer: Answer = accept;
  private server: Server | undefined;
  private port = 0;

  static async start(answer: Answer = accept): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver();
    receiver.answer = answer;
    await receiver.open();
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hooks`;
  }

  /** At the same address as before, when it was open before. */
  async open(): Promise<void> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const message = messageOf(request.headers, Buffer.concat(chunks).toString());
        this.messages.push(message);
        this.answer(response, message);
      });
      request.on('error', () => response.destroy());
    });
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Breaks off what is open and refuses what comes. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  of(type: string): ReceivedMessage[] {
    return this.messages.filter((message) => message.type === type);
  }
}

function messageOf(headers: IncomingHttpHeaders, body: string): ReceivedMessage {
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const { type, timestamp, data } = JSON.parse(body) as Omit<ReceivedMessage, 'id' | 'headers' | 'body'>;
  return { id: plain['webhook-id'] ?? '', headers: plain, body, type, timestamp, data };
}

/** What the public library makes of a message; throws when it does not believe it. */
export function verified(secret: string, { body, headers }: ReceivedMessage): unknown {
  return new Webhook(secret).verify(body, headers);
}
