import type { Post } from '@social-integration/client';
import { useId, useState } from 'react';
import { shortTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { Chart } from '../engagement/chart.tsx';
import { FigureChoice } from '../engagement/figure-choice.tsx';
import { FigureTable } from '../engagement/figure-table.tsx';
import { DashMeaning, FigureTiles } from '../engagement/figure-tiles.tsx';
import { postFigures, type PostFigure } from '../engagement/figures.ts';
import { viewer } from '../viewer.ts';
import { AllowedButton } from '../shell/allowed-button.tsx';
import { LoadFailure } from '../shell/load-failure.tsx';
import { useHistory, useSync } from './post-calls.ts';
import { isReadable } from './post-rules.ts';
import { Refusal } from '../shell/refusal.tsx';
import page from './post-page.module.css';

const words = texts.post;

/** What the post brought so far, and how that grew. */
export function Figures({ post }: { post: Post }) {
  const heading = useId();
  const { syncedAt } = post.engagement;
  const hasFigures = post.status === 'PUBLISHED' || syncedAt !== null;
  return (
    <section aria-labelledby={heading} className={`card ${page['section']}`}>
      <div className={page['head']}>
        <h2 id={heading}>{words.figures}</h2>
        <span className="soft small">
          {syncedAt && words.figuresAt(shortTime(syncedAt, viewer))}
          {hasFigures && !syncedAt && words.figuresNever}
        </span>
      </div>
      {hasFigures ? <KnownFigures post={post} /> : <p className="soft">{words.figuresLater}</p>}
    </section>
  );
}

function KnownFigures({ post }: { post: Post }) {
  const sync = useSync(post.id);
  return (
    <>
      <FigureTiles shown={postFigures} values={post.engagement} />
      <DashMeaning values={[post.engagement]} />
      {post.deletedOnPlatformAt !== null && <p className="soft small">{words.gone}</p>}
      {isReadable(post) && (
        <div className={page['head']}>
          <AllowedButton
            needs="social:write"
            className="button"
            isPending={sync.isPending}
            onPress={() => sync.mutate()}
          >
            {sync.isPending ? words.syncing : words.sync}
          </AllowedButton>
          <span role="status" className="soft small">
            {sync.isSuccess && words.synced}
          </span>
        </div>
      )}
      {sync.error && <Refusal title={words.refused} error={sync.error} />}
      <History id={post.id} />
    </>
  );
}

function History({ id }: { id: string }) {
  const { data, error, refetch } = useHistory(id);
  const [figure, setFigure] = useState<PostFigure>('likes');
  const snapshots = data?.data;
  if (!snapshots) return error && <LoadFailure error={error} retry={() => void refetch()} />;
  if (snapshots.length < 2) return <p className="soft small">{words.historyShort}</p>;
  const series = {
    name: texts.engagement.names[figure],
    colour: '--chart-accent',
    values: snapshots.map((snapshot) => snapshot[figure]),
  };
  return (
    <>
      <h3>{words.history}</h3>
      <FigureChoice choices={postFigures} chosen={figure} onChoose={setFigure} />
      <Chart
        kind="line"
        label={texts.engagement.historyLabel(series.name)}
        names={snapshots.map(({ takenAt }) => shortTime(takenAt, viewer))}
        series={[series]}
      />
      <FigureTable
        caption={words.historyTable}
        rowKind={words.readAt}
        shown={postFigures}
        rows={snapshots.toReversed().map(({ takenAt, ...values }) => ({
          key: takenAt,
          name: shortTime(takenAt, viewer),
          values,
        }))}
      />
    </>
  );
}
