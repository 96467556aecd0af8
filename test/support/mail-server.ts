import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What the server says to an address: a code with words, or nothing where it takes it. */
type Refusal = { code: number; words: string } | undefined;

/** A mail server with moods: it refuses senders and recipients as the test says, and takes its time over mails. */
export class MailServer {
  /** Message-IDs of what was taken, each as often as it was. */
  readonly taken: string[] = [];
  refusalOfSender: (address: string) => Refusal = () => undefined;
  refusalOfRecipient: (address: string) => Refusal = () => undefined;
  /** Awaited before a mail is taken. */
  beforeTaking: (messageId: string) => Promise<void> = async () => undefined;

  private readonly server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom: ({ address }, _session, callback) => callback(asError(this.refusalOfSender(address))),
    onRcptTo: ({ address }, _session, callback) => callback(asError(this.refusalOfRecipient(address))),
    onData: (stream, _session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const [, messageId = ''] = /^Message-ID: (\S+)/im.exec(Buffer.concat(chunks).toString()) ?? [];
        void this.beforeTaking(messageId).then(() => {
          this.taken.push(messageId);
          callback();
        });
      });
    },
  });

  static async start(): Promise<MailServer> {
    const started = new MailServer();
    started.server.listen(0, '127.0.0.1');
    await once(started.server.server, 'listening');
    return started;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.server.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }
}

function asError(refusal: Refusal): Error | undefined {
  return refusal && Object.assign(new Error(refusal.words), { responseCode: refusal.code });
}
