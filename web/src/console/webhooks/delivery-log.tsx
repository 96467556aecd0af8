import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { texts } from '../../shared/texts/console-texts.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { Filters, FilterSelect } from '../shell/filter-select.tsx';
import { LoadFailure } from '../shell/load-failure.tsx';
import { deliveryStatuses, useDeliveries, type DeliveryFilter } from './delivery-calls.ts';
import { DeliveryDialog } from './delivery-dialog.tsx';
import styles from './delivery-log.module.css';
import { DeliveryTable } from './delivery-table.tsx';
import type { Endpoint } from './endpoint-calls.ts';

const words = texts.webhooks.log;
const statusOptions = [
  { value: 'ALL', label: words.statuses.ALL },
  ...deliveryStatuses.map((value) => ({ value, label: words.statuses[value] })),
];

/** What was sent and what waits; the filter stands in the address. */
export function DeliveryLog({ endpoints }: { endpoints: Endpoint[] }) {
  const [search, setSearch] = useSearchParams();
  const [openId, setOpenId] = useState<string | null>(null);
  const filter = filterIn(search, endpoints);
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value === 'ALL') next.delete(name);
    else next.set(name, value);
    setSearch(next, { replace: true });
  };
  return (
    <section className={styles['log']} aria-labelledby="deliveries">
      <h2 id="deliveries">{words.title}</h2>
      <Filters label={words.filters}>
        <FilterSelect
          label={words.endpoint}
          value={filter.endpointId ?? 'ALL'}
          options={[
            { value: 'ALL', label: words.allEndpoints },
            ...endpoints.map(({ id, url, description }) => ({ value: id, label: description ?? url })),
          ]}
          onChange={(value) => change('endpoint', value)}
        />
        <FilterSelect
          label={words.status}
          value={filter.status ?? 'ALL'}
          options={statusOptions}
          onChange={(value) => change('status', value)}
        />
      </Filters>
      <List
        filter={filter}
        endpoints={endpoints}
        onOpen={setOpenId}
        clearFilters={() => setSearch(new URLSearchParams(), { replace: true })}
      />
      {openId && <DeliveryDialog id={openId} endpoints={endpoints} onClose={() => setOpenId(null)} />}
    </section>
  );
}

interface ListProps {
  filter: DeliveryFilter;
  endpoints: Endpoint[];
  onOpen: (id: string) => void;
  clearFilters: () => void;
}

function List({ filter, endpoints, onOpen, clearFilters }: ListProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(filter);
  if (!data && error) return <LoadFailure error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton />;
  const deliveries = data.pages.flatMap((page) => page.data);
  if (deliveries.length === 0) return <Nothing filter={filter} clearFilters={clearFilters} />;
  return (
    <>
      <DeliveryTable deliveries={deliveries} endpoints={endpoints} onOpen={onOpen} />
      {hasNextPage && (
        <button
          type="button"
          className={`button ${styles['more']}`}
          aria-disabled={isFetchingNextPage}
          onClick={() => isFetchingNextPage || void fetchNextPage()}
        >
          {isFetchingNextPage ? texts.words.showingMore : texts.words.showMore}
        </button>
      )}
    </>
  );
}

function Nothing({ filter, clearFilters }: Pick<ListProps, 'filter' | 'clearFilters'>) {
  if (filter.endpointId === null && filter.status === null)
    return <EmptyState title={words.emptyTitle} text={words.emptyText} />;
  return (
    <EmptyState title={words.noMatchTitle} text={words.noMatchText}>
      <button type="button" className="button" onClick={clearFilters}>
        {words.clearFilters}
      </button>
    </EmptyState>
  );
}

function Skeleton() {
  return (
    <div role="status">
      <span className="heard-only">{texts.words.loading}</span>
      <span className={`skeleton ${styles['skeleton']}`} />
    </div>
  );
}

function filterIn(search: URLSearchParams, endpoints: Endpoint[]): DeliveryFilter {
  const wanted = search.get('endpoint');
  return {
    endpointId: endpoints.find(({ id }) => id === wanted)?.id ?? null,
    status: deliveryStatuses.find((status) => status === search.get('status')) ?? null,
  };
}
