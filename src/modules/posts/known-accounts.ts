import type { Platform } from '../../kernel/platform.ts';

/** What must be known of a connection to check a post for it. */
export interface KnownAccount {
  id: string;
  platform: Platform;
  accountName: string;
}

const knownForMs = 10_000;
const mostKnown = 10_000;

/**
 * Connections that were just looked up. A CRM creates many posts for few accounts, and what is remembered here hardly changes: the
 * statement that stores the posts looks again whether the connections are there.
 */
export class KnownAccounts {
  private readonly accounts = new Map<string, { account: KnownAccount; untilMs: number }>();

  find(tenantId: string, id: string, nowMs: number): KnownAccount | undefined {
    const known = this.accounts.get(`${tenantId} ${id}`);
    return known && nowMs < known.untilMs ? known.account : undefined;
  }

  remember(tenantId: string, { id, platform, accountName }: KnownAccount, nowMs: number): void {
    if (this.accounts.size >= mostKnown) this.accounts.clear();
    const account = { id, platform, accountName };
    this.accounts.set(`${tenantId} ${id}`, { account, untilMs: nowMs + knownForMs });
  }

  forget(tenantId: string, ids: string[]): void {
    for (const id of ids) this.accounts.delete(`${tenantId} ${id}`);
  }
}
