import type { Connection, Post } from '@social-integration/client';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import { fullTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { viewer } from '../viewer.ts';
import styles from './result-view.module.css';

const words = texts.composer;

interface ResultViewProps {
  posts: Post[];
  accounts: Connection[];
  writeAnother: () => void;
}

/** What was made of the post: one for each account. */
export function ResultView({ posts, accounts, writeAnother }: ResultViewProps) {
  const start = useRef<HTMLDivElement>(null);
  useEffect(() => start.current?.focus(), []);
  const roots = posts.filter(({ rootPostId }) => rootPostId === null);
  const [first] = roots;
  return (
    <div ref={start} tabIndex={-1} className={styles['result']}>
      <PageHeading title={words.done[outcomeOf(first)](roots.length)} />
      {first?.scheduledAt && outcomeOf(first) === 'at' && (
        <p>{words.doneAt(fullTime(first.scheduledAt, viewer))}</p>
      )}
      <ul className={`card ${styles['posts']}`}>
        {roots.map(({ id, platform, connectionId }) => (
          <li key={id}>
            <PlatformMark platform={platform} />
            <Link href={`/posts/${id}`}>
              {words.openPost(
                accounts.find((each) => each.id === connectionId)?.accountName ?? '',
                texts.words.platforms[platform],
              )}
            </Link>
          </li>
        ))}
      </ul>
      <div className={styles['actions']}>
        <button type="button" className="button primary" onClick={writeAnother}>
          {words.another}
        </button>
        <Link href="/posts" className="button">
          {words.toPosts}
        </Link>
      </div>
    </div>
  );
}

function outcomeOf(post: Post | undefined): 'now' | 'at' | 'draft' {
  if (post?.status === 'DRAFT') return 'draft';
  return post?.scheduledAt && Date.parse(post.scheduledAt) > Date.parse(post.createdAt) + 60_000
    ? 'at'
    : 'now';
}
