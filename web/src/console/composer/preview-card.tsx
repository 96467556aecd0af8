import type { components, Connection } from '@social-integration/client';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import { shownNumber } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { viewer } from '../viewer.ts';
import type { MediaDraft, PartDraft } from './draft.ts';
import { shownCost } from './costs.ts';
import { piecesOf } from './marked-text.ts';
import { Picture } from './picture.tsx';
import styles from './preview-card.module.css';
import type { AccountCheck } from './problems.ts';

type Preview = components['schemas']['PartPreviewDto'];
const words = texts.composer;
const longestCut = 300;

interface PreviewCardProps {
  account: Connection;
  media: MediaDraft[];
  /** What follows it in a thread. */
  parts: PartDraft[];
  /** Null: the answer is still to come. */
  check: AccountCheck | null;
}

export function PreviewCard({ account, media, parts, check }: PreviewCardProps) {
  const preview = check?.preview ?? null;
  return (
    <article
      className={`card ${styles['card']}`}
      aria-label={words.previewOf(texts.words.platforms[account.platform], account.accountName)}
    >
      <header className={styles['head']}>
        <PlatformMark platform={account.platform} />
        <strong className={styles['name']}>{account.accountName}</strong>
        {preview && preview.kind !== 'POST' && (
          <span className="badge accent">{words.kinds[preview.kind]}</span>
        )}
        {check && (
          <span className={`badge ${check.valid ? 'good' : 'bad'}`}>
            {check.valid ? words.fits : words.problems(check.problems.length)}
          </span>
        )}
      </header>
      {check === null && <span className={`skeleton ${styles['waiting']}`} />}
      {preview && <Words preview={preview} />}
      <Pictures media={media} />
      {preview && <Length preview={preview} />}
      {check && <Costs check={check} />}
      {preview && <Notices notices={preview.notices} />}
      {preview && preview.thread.length > 0 && (
        <ol className={styles['thread']} aria-label={words.thread}>
          {preview.thread.map((part, index) => (
            // Parts are never changed about.
            <li key={index} className={styles['part']}>
              <Words preview={part} />
              <Pictures media={parts[index]?.media ?? []} />
              <Length preview={part} />
              <Notices notices={part.notices} />
            </li>
          ))}
        </ol>
      )}
    </article>
  );
}

function Notices({ notices }: Pick<Preview, 'notices'>) {
  if (notices.length === 0) return null;
  return (
    <ul className={styles['notices']}>
      {notices.map(({ code, field, message }) => (
        <li key={`${code} ${field}`}>{message}</li>
      ))}
    </ul>
  );
}

function Words({ preview: { text, cutText, links, kind } }: { preview: Preview }) {
  if (text === null) return <p className="soft small">{words.noText(words.kinds[kind])}</p>;
  const urls = links.filter(({ isClickable }) => isClickable).map(({ url }) => url);
  return (
    <div dir="auto" className={styles['words']}>
      {piecesOf(text, urls).map(({ text: piece, isLink }, index) =>
        // The pieces have no names; their order is what they are.
        isLink ? (
          <span key={index} className={styles['link']}>
            {piece}
          </span>
        ) : (
          piece
        ),
      )}
      {cutText !== '' && (
        <>
          <span className="heard-only"> {words.cut} </span>
          <del className={styles['cut']}>{beginningOf(cutText)}</del>
        </>
      )}
    </div>
  );
}

/** Of a text that is far too long, the place where it ends is what counts. */
function beginningOf(cutText: string): string {
  return cutText.length > longestCut ? `${cutText.slice(0, longestCut)} …` : cutText;
}

function Pictures({ media }: { media: MediaDraft[] }) {
  if (media.length === 0) return null;
  return (
    <div className={styles['pictures']}>
      {media.map((item) => (
        <Picture key={item.key} item={item} className={styles['picture']} />
      ))}
    </div>
  );
}

function Length({ preview: { length, links, text } }: { preview: Preview }) {
  if (text === null) return null;
  const [counted, limit] = [shownNumber(length.counted, viewer), shownNumber(length.limit, viewer)];
  const isOver = length.remaining < 0;
  const rest = shownNumber(Math.abs(length.remaining), viewer);
  const [link] = links;
  return (
    <div className={styles['length']}>
      <meter
        className={styles['meter']}
        aria-label={words.length}
        min={0}
        max={length.limit}
        low={length.limit * 0.9}
        high={length.limit}
        optimum={0}
        value={Math.min(length.counted, length.limit)}
      />
      <span className="number small">{words.counter(counted, limit)}</span>
      <span className={`number small ${isOver ? styles['over'] : 'soft'}`}>
        {isOver ? words.over(rest) : words.left(rest)}
        {link && length.counting === 'WEIGHTED' && `, ${words.linkCounts(link.counts)}`}
      </span>
    </div>
  );
}

function Costs({ check: { estimatedCostUsd } }: { check: AccountCheck }) {
  if (estimatedCostUsd === null) return null;
  return <p className="small soft">{words.cost(shownCost(estimatedCostUsd, viewer.locale))}</p>;
}
