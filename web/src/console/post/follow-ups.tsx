import type { Post } from '@social-integration/client';
import { useId } from 'react';
import { Link } from 'wouter';
import { texts } from '../../shared/texts/console-texts.ts';
import { StatusBadge } from '../posts/status-badge.tsx';
import { LoadFailure } from '../shell/load-failure.tsx';
import { useFollowUps } from './post-calls.ts';
import page from './post-page.module.css';
import styles from './follow-ups.module.css';

/** The further posts of a thread, or the first comment; nothing where nothing follows. */
export function FollowUps({ post }: { post: Post }) {
  const heading = useId();
  const { data, error, refetch } = useFollowUps(post);
  const parts = data?.data.toSorted((one, other) => (one.part ?? 0) - (other.part ?? 0)) ?? [];
  if (error && !data) return <LoadFailure error={error} retry={() => void refetch()} />;
  if (parts.length === 0) return null;
  return (
    <section aria-labelledby={heading} className={`card ${page['section']}`}>
      <h2 id={heading}>{texts.post.followUps}</h2>
      <ol className={styles['parts']}>
        {parts.map(({ id, status, content, errorMessage, blockedReason }) => (
          <li key={id} className={styles['part']}>
            <Link href={`/posts/${id}`} dir="auto">
              {content || texts.post.noText}
            </Link>
            <StatusBadge status={status} />
            {(blockedReason ?? errorMessage) && (
              <p className={`small ${styles['trouble']}`}>{blockedReason ?? errorMessage}</p>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
