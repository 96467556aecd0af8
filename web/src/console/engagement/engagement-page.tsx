import { answerOf } from '@social-integration/client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Link, useSearchParams } from 'wouter';
import { platforms } from '../../shared/platform.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { api } from '../api.ts';
import { addDays, startOfDay, today, type Day } from '../posts/local-days.ts';
import { viewer } from '../viewer.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadFailure } from '../shell/load-failure.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { readAddress, windows, writeAddress, type EngagementAddress } from './engagement-address.ts';
import { EngagementFigures } from './engagement-figures.tsx';
import { FigureTiles } from './figure-tiles.tsx';
import { figures } from './figures.ts';
import styles from './engagement-page.module.css';

const words = texts.engagement;

type ChangeAddress = (change: Partial<EngagementAddress>) => void;

export default function EngagementPage() {
  const [search, setSearch] = useSearchParams();
  const address = readAddress(search);
  const change: ChangeAddress = (changed) =>
    setSearch((now) => writeAddress({ ...readAddress(now), ...changed }), { replace: true });
  return (
    <>
      <PageHeading title={words.title}>
        <Choices address={address} change={change} />
      </PageHeading>
      <p className={`soft ${styles['intro']}`}>{words.intro}</p>
      <Shown address={address} change={change} />
    </>
  );
}

function Shown({ address, change }: { address: EngagementAddress; change: ChangeAddress }) {
  const along = daysUntilToday(address.days);
  const { data, error, isPending, refetch } = useDays(along, address);
  if (isPending) return <Waiting />;
  if (error && !data) return <LoadFailure error={error} retry={() => void refetch()} />;
  if (data.data.length === 0)
    return (
      <EmptyState title={words.none} text={words.noneText}>
        <Link href="/posts" className="button">
          {words.toPosts}
        </Link>
      </EmptyState>
    );
  return (
    <EngagementFigures
      days={data.data}
      along={along}
      figure={address.figure}
      onChoose={(figure) => change({ figure })}
    />
  );
}

function useDays(along: Day[], { platform }: EngagementAddress) {
  const [first = '', last = ''] = [along[0], along.at(-1)];
  const query = {
    from: startOfDay(first),
    to: startOfDay(addDays(last, 1)),
    timeZone: viewer.timeZone,
    ...(platform && { platform }),
  };
  return useQuery({
    queryKey: ['engagement', 'days', query],
    queryFn: async () => await answerOf(api.GET('/api/v1/social/engagement/days', { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

function daysUntilToday(count: number): Day[] {
  const last = today();
  return Array.from({ length: count }, (_, index) => addDays(last, index + 1 - count));
}

function Choices({ address, change }: { address: EngagementAddress; change: ChangeAddress }) {
  const id = useId();
  return (
    <>
      <label htmlFor={`${id}-window`} className="heard-only">
        {words.window}
      </label>
      <select
        id={`${id}-window`}
        className={`input ${styles['select']}`}
        value={address.days}
        onChange={({ target }) =>
          change({ days: windows.find((days) => String(days) === target.value) ?? 28 })
        }
      >
        {windows.map((days) => (
          <option key={days} value={days}>
            {words.lastDays(days)}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-platform`} className="heard-only">
        {words.platform}
      </label>
      <select
        id={`${id}-platform`}
        className={`input ${styles['select']}`}
        value={address.platform ?? ''}
        onChange={({ target }) => change({ platform: platforms.find((one) => one === target.value) ?? null })}
      >
        <option value="">{words.allPlatforms}</option>
        {platforms.map((platform) => (
          <option key={platform} value={platform}>
            {texts.words.platforms[platform]}
          </option>
        ))}
      </select>
    </>
  );
}

function Waiting() {
  return (
    <div role="status" className={styles['figures']}>
      <span className="heard-only">{texts.words.loading}</span>
      <FigureTiles shown={figures} values={null} />
      <span className={`skeleton ${styles['waiting']}`} />
    </div>
  );
}
