import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { AppConfig } from '../../config/app-config.ts';
import { redact } from '../../security/redact.ts';
import type { NoticeWords } from './notice-words.ts';

const patienceMs = 15_000;

/** `refused`: the mail server will never take it for this address. */
export type MailResult = { status: 'sent' } | { status: 'refused' | 'failed'; error: string };

/** Hands mails to the server of SMTP_URL. */
@Injectable()
export class NoticeMail implements OnApplicationShutdown {
  /** For one mail from end to end, however often the server says a word; less than the notice is leased for. Milliseconds. */
  protected readonly longestMs: number = 240_000;
  private readonly transport: Transporter | undefined;

  constructor(private readonly config: AppConfig) {
    if (config.smtpUrl)
      this.transport = createTransport({
        url: config.smtpUrl,
        connectionTimeout: patienceMs,
        greetingTimeout: patienceMs,
        socketTimeout: patienceMs,
        // Texts of tenants go into mails: no file and no address named in one is ever read.
        disableFileAccess: true,
        disableUrlAccess: true,
      });
  }

  get isConfigured(): boolean {
    return this.transport !== undefined;
  }

  /** The same `id` gives the same Message-ID, so that a mail whose acceptance was not heard of can be told apart by its receiver. */
  async send(id: string, recipient: string, words: NoticeWords): Promise<MailResult> {
    if (!this.transport) return { status: 'failed', error: 'SMTP_URL is not set.' };
    try {
      const { hostname } = new URL(this.config.publicUrl);
      const messageId = `<${id}@${hostname}>`;
      const headers = { 'Auto-Submitted': 'auto-generated' };
      const mail = {
        ...words,
        from: this.config.mailFrom,
        to: { name: '', address: recipient },
        messageId,
        headers,
        signal: AbortSignal.timeout(this.longestMs),
      };
      await this.transport.sendMail(mail);
      return { status: 'sent' };
    } catch (error) {
      return { status: isFinal(error) ? 'refused' : 'failed', error: redact(describe(error)).slice(0, 500) };
    }
  }

  onApplicationShutdown(): void {
    this.transport?.close();
  }
}

/** About the sender's address (X.1.7, X.1.8), or what it may do (X.7): not about the recipient. RFC 3463, sections 3.2 and 3.8 */
const aboutSender = /^\d{3}[ -]\d\.(1\.[78]|7\.\d+)\b/;

/**
 * 5yz to the recipient: the server will say the same again (RFC 5321, 4.2.1). What it says to our login or sender an operator can
 * mend within the day; many servers say it only when they hear the recipient.
 */
function isFinal(error: unknown): boolean {
  const { responseCode, command, response } = error as Record<string, unknown>;
  if (command !== 'RCPT TO' || typeof responseCode !== 'number' || responseCode < 500) return false;
  return !(typeof response === 'string' && aboutSender.test(response));
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
