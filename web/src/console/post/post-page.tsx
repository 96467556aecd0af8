import { useId } from 'react';
import { Link, useParams } from 'wouter';
import type { Post } from '@social-integration/client';
import { fullTime, shownNumber } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { accountName, useAccounts } from '../posts/use-accounts.ts';
import { viewer } from '../viewer.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { isUnknown } from '../shell/failure.ts';
import { LoadFailure } from '../shell/load-failure.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { Attempts } from './attempts.tsx';
import { Figures } from './figures.tsx';
import { FollowUps } from './follow-ups.tsx';
import { PostActions } from './post-actions.tsx';
import { usePost } from './post-calls.ts';
import { PostContent } from './post-content.tsx';
import { PostState } from './post-state.tsx';
import styles from './post-page.module.css';

const words = texts.post;

export default function PostPage() {
  const { id } = useParams<{ id: string }>();
  const { data: post, error, refetch } = usePost(id);
  const accounts = useAccounts();
  if (!post)
    return (
      <>
        <BackLink />
        <PageHeading title={words.title} />
        {error ? <NotLoaded error={error} retry={() => void refetch()} /> : <Waiting />}
      </>
    );
  const account = accountName(accounts, post.connectionId);
  return (
    <>
      <BackLink />
      <PageHeading title={accounts ? words.titleFor(account) : words.title} />
      {error && <LoadFailure error={error} retry={() => void refetch()} />}
      <div className={styles['page']}>
        <div className={styles['main']}>
          <PostState post={post}>
            <PostActions key={post.id} post={post} account={account} />
          </PostState>
          <PostContent key={post.id} post={post} />
          {post.rootPostId === null && <FollowUps post={post} />}
          <Figures post={post} />
        </div>
        <div className={styles['side']}>
          <Attempts post={post} />
          <Details post={post} account={account} />
        </div>
      </div>
    </>
  );
}

function NotLoaded({ error, retry }: { error: Error; retry: () => void }) {
  if (isUnknown(error)) return <EmptyState title={words.unknownTitle} text={words.unknownText} />;
  return <LoadFailure error={error} retry={retry} />;
}

function BackLink() {
  return (
    <p className={styles['back']}>
      <Link href="/posts">{words.backToPosts}</Link>
    </p>
  );
}

function Details({ post, account }: { post: Post; account: string }) {
  const { id, connectionId, clientReference, estimatedCostUsd, createdAt, createdBy } = post;
  const heading = useId();
  return (
    <section aria-labelledby={heading} className={`card ${styles['section']}`}>
      <h2 id={heading}>{words.details}</h2>
      <dl className={styles['facts']}>
        <dt>{texts.posts.account}</dt>
        <dd>
          <Link href={`/connections/${connectionId}`}>{account}</Link>
        </dd>
        <dt>{words.createdAt}</dt>
        <dd>{fullTime(createdAt, viewer)}</dd>
        {createdBy !== null && (
          <>
            <dt>{words.createdBy}</dt>
            <dd>{createdBy}</dd>
          </>
        )}
        {clientReference !== null && (
          <>
            <dt>{words.reference}</dt>
            <dd>{clientReference}</dd>
          </>
        )}
        {estimatedCostUsd !== null && (
          <>
            <dt>{words.cost}</dt>
            <dd>{`${shownNumber(estimatedCostUsd, viewer)} USD`}</dd>
          </>
        )}
        <dt>{words.id}</dt>
        <dd className={styles['code']}>{id}</dd>
      </dl>
    </section>
  );
}

function Waiting() {
  return (
    <div role="status" className={styles['page']}>
      <span className="heard-only">{texts.words.loading}</span>
      <div className={styles['main']}>
        <span className={`skeleton ${styles['waiting']}`} />
        <span className={`skeleton ${styles['waiting']}`} />
      </div>
      <div className={styles['side']}>
        <span className={`skeleton ${styles['waiting']}`} />
      </div>
    </div>
  );
}
