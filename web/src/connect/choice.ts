import type { FoundAccount } from './connect-link.ts';

/** What the box "choose all that can" shows. */
export type AllChosen = 'all' | 'some' | 'none';

export function choosable(accounts: FoundAccount[]): string[] {
  return accounts.filter(({ canPublish }) => canPublish).map(({ accountId }) => accountId);
}

/** The only account that can be chosen is chosen; among several the person decides. */
export function firstChoice(accounts: FoundAccount[]): string[] {
  const ids = choosable(accounts);
  return ids.length === 1 ? ids : [];
}

export function toggled(chosen: string[], accountId: string): string[] {
  return chosen.includes(accountId) ? chosen.filter((id) => id !== accountId) : [...chosen, accountId];
}

export function allChosen(accounts: FoundAccount[], chosen: string[]): AllChosen {
  if (chosen.length === 0) return 'none';
  return chosen.length === choosable(accounts).length ? 'all' : 'some';
}
