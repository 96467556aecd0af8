import type { Post } from '@social-integration/client';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { fullTime } from '../../shared/formats.ts';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import { texts } from '../../shared/texts/console-texts.ts';
import { StatusBadge } from '../posts/status-badge.tsx';
import { viewer } from '../viewer.ts';
import page from './post-page.module.css';
import styles from './post-state.module.css';

const words = texts.post;

/** What became of the post in a sentence, what stands in its way, and what can be done. */
export function PostState({ post, children }: { post: Post; children: ReactNode }) {
  const platform = texts.words.platforms[post.platform];
  return (
    <section className={`card ${page['section']}`} aria-label={texts.posts.status}>
      <div className={styles['line']}>
        <PlatformMark platform={post.platform} />
        <span className={styles['platform']}>{platform}</span>
        <StatusBadge status={post.status} />
      </div>
      <p role="status">{sentenceOf(post, platform)}</p>
      <Trouble post={post} />
      {post.part !== null && post.rootPostId !== null && (
        <p>
          {words.isFollowUp(post.part)} <Link href={`/posts/${post.rootPostId}`}>{words.toRoot}</Link>
        </p>
      )}
      {post.permalink && post.deletedOnPlatformAt === null && (
        <p>
          <a href={post.permalink} target="_blank" rel="noreferrer">
            {words.openOnPlatform(platform)} <span className="heard-only">{words.opensNewTab}</span>
          </a>
        </p>
      )}
      {children}
    </section>
  );
}

function Trouble({ post }: { post: Post }) {
  const { status, blockedReason, waitingReason, errorMessage, errorCode, nextAttemptAt, retryCount } = post;
  if (blockedReason !== null)
    return (
      <Note tone="bad" title={words.blocked} text={blockedReason}>
        <ConnectionLink id={post.connectionId} />
      </Note>
    );
  if (waitingReason !== null)
    return (
      <Note tone="warn" title={words.waiting} text={waitingReason}>
        {nextAttemptAt && <span>{words.nextTry(fullTime(nextAttemptAt, viewer))}</span>}
      </Note>
    );
  if (errorMessage === null) return null;
  if (status === 'FAILED')
    return (
      <Note tone="bad" title={words.whyFailed} text={errorMessage}>
        <span>{errorCode === 'OUTCOME_UNKNOWN' ? words.afterUnknown : words.afterFailure}</span>
        <ConnectionLink id={post.connectionId} />
      </Note>
    );
  return (
    <Note tone="warn" title={words.lastTryFailed} text={errorMessage}>
      {status === 'SCHEDULED' && nextAttemptAt && (
        <span>
          {retryCount > 0 && `${words.retries(retryCount)} `}
          {words.nextTry(fullTime(nextAttemptAt, viewer))}
        </span>
      )}
    </Note>
  );
}

interface NoteProps {
  tone: 'warn' | 'bad';
  title: string;
  text: string;
  children?: ReactNode;
}

function Note({ tone, title, text, children }: NoteProps) {
  return (
    <div className={`note ${tone} ${styles['note']}`}>
      <strong>{title}</strong>
      <span>{text}</span>
      {children}
    </div>
  );
}

function ConnectionLink({ id }: { id: string }) {
  return (
    <span>
      <Link href={`/connections/${id}`}>{words.toConnection}</Link>
    </span>
  );
}

function sentenceOf(post: Post, platform: string): string {
  const { status, scheduledAt, publishedAt, deletedOnPlatformAt, errorCode } = post;
  const planned = scheduledAt && fullTime(scheduledAt, viewer);
  if (deletedOnPlatformAt) return words.deletedOnPlatform(platform, fullTime(deletedOnPlatformAt, viewer));
  switch (status) {
    case 'DRAFT':
      return planned ? words.draftPlanned(planned) : words.draft;
    case 'SCHEDULED':
      if (scheduledAt && planned)
        return new Date(scheduledAt).getTime() > Date.now() ? words.scheduled(planned) : words.due(planned);
      return texts.posts.noTime;
    case 'PUBLISHING':
      return words.publishing(platform);
    case 'PUBLISHED':
      return publishedAt ? words.published(fullTime(publishedAt, viewer)) : texts.posts.statuses.PUBLISHED;
    case 'FAILED':
      return planned ? words.failedPlanned(planned) : words.failed;
    case 'CANCELLED':
      return errorCode === 'LIVE_AFTER_CANCEL' ? words.cancelledTooLate : words.cancelled;
  }
}
