import { isAnswered, sendJson } from './http-json.ts';
import type { Platform } from './platform.ts';

/** One line of the sandbox's ledger: a post that went live. */
export interface LedgerLine {
  id: string;
  text: string;
  mediaCount: number;
  deletedAt: string | null;
}

/** What the sandbox's mail server was given. */
export interface Mail {
  subject: string;
  text: string;
}

/** Accounts that every sandbox starts with. */
export const sandboxAccounts = {
  person: 'Alex Admin',
  page: 'Harbour Rowing Club',
  instagram: 'harbourrowing',
  twitter: { label: '@harbourrowing', id: '1500000000000000001' },
  otherTwitter: { label: '@oldtowntennis' },
} as const;

/** The side of the sandbox that no real platform has. */
export class SandboxApi {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  /** The address of one of the pictures that the sandbox offers for posting. */
  picture(name: 'photo.jpg' | 'portrait.jpg'): string {
    return `${this.url}/_sandbox/media/${name}`;
  }

  /** What is live with exactly this text. */
  async live(platform: Platform, accountId: string, text: string): Promise<LedgerLine[]> {
    const query = new URLSearchParams({ platform, accountId, text });
    const ledger = await sendJson<{ posts: LedgerLine[] }>('GET', `${this.url}/_sandbox/ledger?${query}`);
    return ledger.posts.filter(({ deletedAt }) => deletedAt === null);
  }

  /** The next publishing call is carried out, but its answer never arrives. */
  async loseNextAnswer(platform: Platform): Promise<void> {
    await this.control('faults', { platform, operation: 'publish', fault: 'drop-answer', times: 1 });
  }

  async passTime(seconds: number): Promise<void> {
    await this.control('clock', { advanceSeconds: seconds });
  }

  /** Ends an account's tokens, the refresh token too. */
  async endTokens(accountId: string): Promise<void> {
    await this.control('tokens/expire', { accountId, refresh: true });
  }

  /** Mail to `address`, newest last. */
  async mailTo(address: string): Promise<Mail[]> {
    const query = new URLSearchParams({ to: address });
    const { mails } = await sendJson<{ mails: Mail[] }>('GET', `${this.url}/_sandbox/mailbox?${query}`);
    return mails;
  }

  async isUp(): Promise<boolean> {
    return await isAnswered(`${this.url}/_sandbox/health`);
  }

  private async control(path: string, body: unknown): Promise<void> {
    await sendJson('POST', `${this.url}/_sandbox/${path}`, { body });
  }
}
