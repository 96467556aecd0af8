import type { Post } from '@social-integration/client';
import { useId } from 'react';
import { shortTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { viewer } from '../viewer.ts';
import { LoadFailure } from '../shell/load-failure.tsx';
import { useAttempts, type Attempt } from './post-calls.ts';
import page from './post-page.module.css';
import styles from './attempts.module.css';

const words = texts.post;

type Outcome = keyof typeof words.attemptTitles;

/** Every try to publish, as a story from the first to the last. */
export function Attempts({ post }: { post: Post }) {
  const heading = useId();
  const { data, error, refetch } = useAttempts(post);
  const attempts = data?.data.toSorted((one, other) => one.createdAt.localeCompare(other.createdAt));
  return (
    <section aria-labelledby={heading} className={`card ${page['section']}`}>
      <h2 id={heading}>{words.attempts}</h2>
      {error && <LoadFailure error={error} retry={() => void refetch()} />}
      {!attempts && !error && <span className={`skeleton ${styles['waiting']}`} />}
      {attempts?.length === 0 && (
        <p className="soft">{post.status === 'PUBLISHED' ? words.noAttemptsLong : words.noAttempts}</p>
      )}
      {attempts && attempts.length > 0 && (
        <ol className={styles['attempts']}>
          {attempts.map((attempt) => (
            <AttemptStep key={attempt.id} attempt={attempt} />
          ))}
        </ol>
      )}
    </section>
  );
}

function AttemptStep({ attempt }: { attempt: Attempt }) {
  const outcome = outcomeOf(attempt);
  const { createdAt, sendStartedAt, closedAt, errorMessage, detail } = attempt;
  return (
    <li className={`${styles['attempt']} ${styles[looks[outcome]]}`}>
      <time dateTime={createdAt} className="soft small">
        {shortTime(createdAt, viewer)}
      </time>
      <strong>{words.attemptTitles[outcome]}</strong>
      <span>{errorMessage ?? words.attemptTexts[outcome]}</span>
      {errorMessage && detail && detail !== errorMessage && <span className="soft small">{detail}</span>}
      <span className="soft small">
        {[
          sendStartedAt && words.sentAt(shortTime(sendStartedAt, viewer)),
          closedAt && words.closedAt(shortTime(closedAt, viewer)),
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
      <ForSupport attempt={attempt} />
    </li>
  );
}

function ForSupport({ attempt }: { attempt: Attempt }) {
  const facts = [
    { name: words.platformRequest, value: attempt.platformRequestId },
    { name: words.platformCode, value: attempt.platformCode },
    { name: words.httpStatus, value: attempt.httpStatus },
    { name: words.errorCode, value: attempt.errorCode },
    { name: words.postIdThere, value: attempt.platformPostId },
  ].filter(({ value }) => value !== null);
  if (facts.length === 0) return null;
  return (
    <details className={styles['support']}>
      <summary>{words.forSupport}</summary>
      <dl className={page['facts']}>
        {facts.map(({ name, value }) => (
          <div key={name} className={styles['fact']}>
            <dt>{name}</dt>
            <dd className={page['code']}>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function outcomeOf({ outcome, sendStartedAt }: Attempt): Outcome {
  return outcome ?? (sendStartedAt ? 'open' : 'waiting');
}

const looks: Record<Outcome, 'good' | 'warn' | 'bad'> = {
  open: 'warn',
  waiting: 'warn',
  never_sent: 'warn',
  published: 'good',
  adopted: 'good',
  rejected: 'bad',
  not_found: 'warn',
  undecided: 'bad',
};
