import type { Post } from '@social-integration/client';
import { Link } from 'wouter';
import { shortTime } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import { StatusBadge } from './status-badge.tsx';
import { accountName, type Accounts } from './use-accounts.ts';
import { viewer } from '../viewer.ts';
import styles from './post-row.module.css';

const words = texts.posts;

/** A post in one line (three on a phone), and what is wrong with it below. */
export function PostRow({ post, accounts }: { post: Post; accounts: Accounts }) {
  const trouble = troubleOf(post);
  return (
    <li className={styles['row']}>
      <RowTime post={post} />
      <span className={styles['account']}>
        <PlatformMark platform={post.platform} />
        <span className={styles['names']}>
          <span dir="auto" className={styles['name']}>
            {accountName(accounts, post.connectionId)}
          </span>
          <span className="soft small">{texts.words.platforms[post.platform]}</span>
        </span>
      </span>
      <div className={styles['what']}>
        <Link href={`/posts/${post.id}`} dir="auto" className={styles['text']}>
          {textOf(post)}
        </Link>
        {post.part !== null && <span className="soft small">{words.partOf(post.part)}</span>}
        {trouble && <p className={`${styles['trouble']} ${trouble.tone}`}>{trouble.text}</p>}
        {post.nextAttemptAt && post.nextAttemptAt !== post.scheduledAt && (
          <p className="soft small">{words.nextTry(shortTime(post.nextAttemptAt, viewer))}</p>
        )}
      </div>
      <span className={styles['status']}>
        <StatusBadge status={post.status} />
        {post.blockedReason && <span className="badge bad">{words.needsHelp}</span>}
      </span>
    </li>
  );
}

function RowTime({ post: { publishedAt, scheduledAt, createdAt } }: { post: Post }) {
  const at = publishedAt ?? scheduledAt;
  return (
    <span className={styles['time']}>
      {at ? <time dateTime={at}>{shortTime(at, viewer)}</time> : words.noTime}
      {!at && (
        <span className="soft small">
          {words.created} <time dateTime={createdAt}>{shortTime(createdAt, viewer)}</time>
        </span>
      )}
    </span>
  );
}

function textOf({ content, media }: Post): string {
  const text = content.trim();
  if (text !== '') return text.length > 140 ? `${text.slice(0, 140).trimEnd()} …` : text;
  return media.length > 0 ? words.withMedia : words.noText;
}

/** What is wrong, in the service's own plain words; only one thing, the one that must be mended first. */
function troubleOf(post: Post): { tone: string; text: string } | null {
  if (post.blockedReason) return { tone: styles['bad'] ?? '', text: post.blockedReason };
  if (post.waitingReason) return { tone: styles['warn'] ?? '', text: post.waitingReason };
  if (post.errorMessage && post.status !== 'CANCELLED')
    return { tone: styles[post.status === 'FAILED' ? 'bad' : 'warn'] ?? '', text: post.errorMessage };
  return null;
}
