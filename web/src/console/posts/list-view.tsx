import { answerOf } from '@social-integration/client';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { texts } from '../../shared/texts/console-texts.ts';
import { api } from '../api.ts';
import { EmptyState } from '../shell/empty-state.tsx';
import { LoadFailure } from '../shell/load-failure.tsx';
import { addDays, startOfDay } from './local-days.ts';
import { NewPostButton } from './new-post-button.tsx';
import { PostRow } from './post-row.tsx';
import { isFiltered, noFilters, type ChangeAddress, type PostsAddress } from './posts-address.ts';
import { useAccounts } from './use-accounts.ts';
import styles from './list-view.module.css';

const words = texts.posts;

export function ListView({ address, change }: { address: PostsAddress; change: ChangeAddress }) {
  const accounts = useAccounts();
  const { data, error, isPending, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } =
    usePosts(address);
  if (isPending) return <ListSkeleton />;
  if (error && !data) return <LoadFailure error={error} retry={() => void refetch()} />;
  const posts = data.pages.flatMap((page) => page.data);
  if (posts.length === 0) return <NothingThere address={address} change={change} />;
  return (
    <div className={styles['view']}>
      <ul className={`card ${styles['list']}`}>
        {posts.map((post) => (
          <PostRow key={post.id} post={post} accounts={accounts} />
        ))}
      </ul>
      <footer className={styles['more']}>
        <span className="soft small" role="status">
          {words.shown(posts.length)}
        </span>
        {hasNextPage && (
          <Button className="button" isPending={isFetchingNextPage} onPress={() => void fetchNextPage()}>
            {isFetchingNextPage ? words.loadingMore : words.showMore}
          </Button>
        )}
      </footer>
      {error && <LoadFailure error={error} retry={() => void fetchNextPage()} />}
    </div>
  );
}

function usePosts({ status, connectionId, platform, from, to }: PostsAddress) {
  const filter = {
    ...(status && { status }),
    ...(connectionId && { connectionId }),
    ...(platform && { platform }),
    ...(from && { from: startOfDay(from) }),
    ...(to && { to: startOfDay(addDays(to, 1)) }),
  };
  return useInfiniteQuery({
    queryKey: ['posts', 'list', filter],
    queryFn: async ({ pageParam }) => {
      const query = { ...filter, limit: 20, ...(pageParam !== null && { cursor: pageParam }) };
      return await answerOf(api.GET('/api/v1/social/posts', { params: { query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

function NothingThere({ address, change }: { address: PostsAddress; change: ChangeAddress }) {
  if (!isFiltered(address))
    return (
      <EmptyState title={words.none} text={words.noneText}>
        <NewPostButton />
      </EmptyState>
    );
  return (
    <EmptyState title={words.noneFound} text={words.noneFoundText}>
      <Button className="button" onPress={() => change(noFilters)}>
        {words.clearFilters}
      </Button>
    </EmptyState>
  );
}

function ListSkeleton() {
  return (
    <div role="status" className={`card ${styles['list']}`}>
      <span className="heard-only">{texts.words.loading}</span>
      {Array.from({ length: 6 }, (_, index) => (
        <div key={index} className={styles['waiting']}>
          <span className="skeleton" />
        </div>
      ))}
    </div>
  );
}
