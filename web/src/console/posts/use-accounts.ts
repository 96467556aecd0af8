import { answerOf, type Connection } from '@social-integration/client';
import { useQuery } from '@tanstack/react-query';
import { texts } from '../../shared/texts/console-texts.ts';
import { api } from '../api.ts';

const mostPages = 20;

/** The club's connections by id: a post names its connection by id alone. */
export function useAccounts() {
  const { data } = useQuery({ queryKey: ['accounts'], queryFn: readAccounts, staleTime: 60_000 });
  return data;
}

export type Accounts = ReadonlyMap<string, Connection> | undefined;

/** While the accounts are on their way this is empty, and the row keeps its height. */
export function accountName(accounts: Accounts, connectionId: string): string {
  if (!accounts) return '\u00a0';
  return accounts.get(connectionId)?.accountName ?? texts.posts.accountUnknown;
}

async function readAccounts(): Promise<ReadonlyMap<string, Connection>> {
  const accounts = new Map<string, Connection>();
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const { data, nextCursor }: { data: Connection[]; nextCursor: string | null } = await answerOf(
      api.GET('/api/v1/social/connections', {
        params: { query: { limit: 100, ...(cursor === null ? {} : { cursor }) } },
      }),
    );
    for (const connection of data) accounts.set(connection.id, connection);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  return accounts;
}
