import { useSearchParams } from 'wouter';
import { texts } from '../../shared/texts/console-texts.ts';
import { useNow } from '../now.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadFailure } from '../shell/load-failure.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { Refusal } from '../shell/refusal.tsx';
import { ConnectButton, useConnectAccount } from './connect-button.tsx';
import { ConnectionFilters } from './connection-filters.tsx';
import { healthOf, needsPerson, worstFirst, type ConnectionRow } from './connection-health.ts';
import { useConnectionList, useWaitingPosts, type ConnectionList } from './connection-queries.ts';
import { ConnectionTable, ConnectionTableSkeleton } from './connection-table.tsx';
import styles from './connections-page.module.css';
import { filterIn, searchOf, type ListFilter } from './list-filter.ts';

const words = texts.connections;

export default function ConnectionsPage() {
  const [search, setSearch] = useSearchParams();
  const filter = filterIn(search);
  const connecting = useConnectAccount();
  const list = useConnectionList(filter);
  const changeFilter = (next: ListFilter) => setSearch(searchOf(next), { replace: true });
  return (
    <>
      <PageHeading title={words.title}>
        <ConnectButton connecting={connecting} />
      </PageHeading>
      <div className={styles['page']}>
        <Refusal error={connecting.error} />
        <ConnectionFilters filter={filter} onChange={changeFilter} />
        <List
          list={list}
          filter={filter}
          clearFilter={() => changeFilter({ platform: null, state: 'ALL' })}
        />
      </div>
    </>
  );
}

interface ListProps {
  list: ConnectionList;
  filter: ListFilter;
  clearFilter: () => void;
}

function List({ list, filter, clearFilter }: ListProps) {
  const waiting = useWaitingPosts();
  const nowMs = useNow();
  if (list.status === 'loading') return <ConnectionTableSkeleton />;
  if (list.error) return <LoadFailure error={list.error} retry={list.retry} />;
  const rows = rowsOf(list, waiting.data, nowMs);
  if (rows.length === 0 && !list.more) return <Nothing filter={filter} clearFilter={clearFilter} />;
  return (
    <>
      <Summary rows={rows} list={list} />
      {waiting.error && <LoadFailure error={waiting.error} retry={() => void waiting.refetch()} />}
      <ConnectionTable rows={rows} isCounting={waiting.isLoading} />
      {list.more && (
        <button
          type="button"
          className={`button ${styles['more']}`}
          aria-disabled={list.more.isLoading}
          onClick={() => list.more?.isLoading || list.more?.load()}
        >
          {list.more.isLoading ? texts.words.showingMore : texts.words.showMore}
        </button>
      )}
    </>
  );
}

/** How many, and whether anybody must do something; said again to screen readers when it changes. */
function Summary({ rows, list }: { rows: ConnectionRow[]; list: ConnectionList }) {
  const count = list.more ? words.shownWithMore(rows.length) : words.shown(rows.length);
  const needy = rows.filter(({ health }) => needsPerson(health)).length;
  return (
    <p className="soft" role="status">
      {count} · {words.needSomebody(needy)}
    </p>
  );
}

function Nothing({ filter, clearFilter }: { filter: ListFilter; clearFilter: () => void }) {
  const isFiltered = filter.platform !== null || filter.state !== 'ALL';
  if (!isFiltered) return <EmptyState title={words.emptyTitle} text={words.emptyText} />;
  return (
    <EmptyState title={words.noMatchTitle} text={words.noMatchText}>
      <button type="button" className="button" onClick={clearFilter}>
        {words.clearFilters}
      </button>
    </EmptyState>
  );
}

function rowsOf(
  { connections }: ConnectionList,
  waiting: ReturnType<typeof useWaitingPosts>['data'],
  nowMs: number,
): ConnectionRow[] {
  const nothing = { scheduled: 0, due: 0, nextAt: null };
  return connections
    .map((connection) => ({
      connection,
      health: healthOf(connection, nowMs),
      waiting: waiting ? (waiting.get(connection.id) ?? nothing) : null,
    }))
    .toSorted(worstFirst);
}
