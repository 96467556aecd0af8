import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { AddressInfo } from 'node:net';

export interface SandboxMail {
  from: string;
  to: string[];
  subject: string;
  text: string;
  html: string;
  messageId: string;
  /** By this machine's clock, in milliseconds. */
  receivedAt: number;
}

/** Every mail that was handed in, in order. It delivers nothing to anybody. */
export class Mailbox {
  private mails: SandboxMail[] = [];
  /** SMTP codes that mail to an address is refused with. */
  private readonly refusals = new Map<string, number>();

  list(to: string | undefined): SandboxMail[] {
    return this.mails.filter((mail) => to === undefined || mail.to.includes(to));
  }

  add(mail: SandboxMail): void {
    this.mails.push(mail);
  }

  /** Code 0 takes mail again. */
  refuse(address: string, code: number): void {
    if (code === 0) this.refusals.delete(address);
    else this.refusals.set(address, code);
  }

  refusalOf(address: string): number | undefined {
    return this.refusals.get(address);
  }

  clear(): void {
    this.mails = [];
    this.refusals.clear();
  }
}

export interface RunningMailServer {
  url: string;
  close(): Promise<void>;
}

/** A mail server without a login, for this machine only. `port` 0 takes a free one. */
export async function startMailServer(
  mailbox: Mailbox,
  { host, port }: { host: string; port: number },
): Promise<RunningMailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, callback) => {
      const code = mailbox.refusalOf(address);
      if (code === undefined) callback();
      else callback(Object.assign(new Error('Mailbox not available'), { responseCode: code }));
    },
    onData: (stream, session, callback) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        read(Buffer.concat(chunks), to).then(
          (mail) => {
            mailbox.add(mail);
            callback();
          },
          (error: Error) => callback(error),
        );
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const address = server.server.address() as AddressInfo;
  return {
    url: `smtp://${host}:${address.port}`,
    close: async () => await new Promise<void>((resolve) => server.close(resolve)),
  };
}

async function read(raw: Buffer, to: string[]): Promise<SandboxMail> {
  const { from, subject, text, html, messageId } = await PostalMime.parse(raw);
  return {
    from: from?.address ?? '',
    to,
    subject: subject ?? '',
    text: text ?? '',
    html: html ?? '',
    messageId: messageId ?? '',
    receivedAt: Date.now(),
  };
}
