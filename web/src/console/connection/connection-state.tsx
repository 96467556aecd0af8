import type { Connection } from '@social-integration/client';
import { Link } from 'wouter';
import { shortTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { healthOf, toneOf, type Health } from '../connections/connection-health.ts';
import { countedAtMost, useWaitingPosts } from '../connections/connection-queries.ts';
import { useNow } from '../now.ts';
import { viewer } from '../viewer.ts';
import { useDiagnosis } from './connection-calls.ts';
import styles from './connection-state.module.css';

const words = texts.connection;

/** How the connection is, in a sentence, and what waits behind it. */
export function ConnectionState({ connection }: { connection: Connection }) {
  const health = healthOf(connection, useNow());
  const found = useDiagnosis(connection.id).data?.status;
  // What the service knows by itself may be older than what it was told just now.
  const { tone, title, sentences } =
    health === 'WORKING' && (found === 'blocked' || found === 'warning')
      ? words.found[found]
      : { tone: toneOf[health], title: words.state[health], sentences: sentencesOf(connection, health) };
  return (
    <div className={`note ${tone}`}>
      <strong>{title}</strong>
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <Waiting connectionId={connection.id} />
    </div>
  );
}

function sentencesOf(connection: Connection, health: Health): string[] {
  const { errorMessage, warnings, rateLimitedUntil, rateLimitReason } = connection;
  switch (health) {
    case 'STOPPED':
      return [errorMessage ?? words.stoppedWithoutReason];
    case 'TROUBLED':
      return [...(errorMessage ? [errorMessage] : []), ...warnings.map(({ message }) => message)];
    case 'ENDING':
      return warnings.map(({ message }) => message);
    case 'LIMITED':
      return rateLimitedUntil ? [words.limited(shortTime(rateLimitedUntil, viewer), rateLimitReason)] : [];
    case 'WORKING':
      return [words.working];
  }
}

function Waiting({ connectionId }: { connectionId: string }) {
  const { data, isLoading } = useWaitingPosts();
  if (isLoading) return <p className={`skeleton ${styles['line']}`} />;
  if (!data) return null;
  const waiting = data.get(connectionId);
  if (!waiting) return <p>{words.nothingWaits}</p>;
  const { scheduled, due, nextAt } = waiting;
  return (
    <p>
      {words.waits(scheduled, countedAtMost)} {due > 0 && words.overdue(due)}
      {due === 0 && nextAt && words.nextAt(shortTime(nextAt, viewer))}{' '}
      <Link href={`/posts?view=list&status=SCHEDULED&connection=${connectionId}`}>{words.showPosts}</Link>
    </p>
  );
}
