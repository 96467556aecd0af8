import { Link, useSearchParams } from 'wouter';
import { texts } from '../../shared/texts/console-texts.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { CalendarView } from './calendar-view.tsx';
import { ListView } from './list-view.tsx';
import { NewPostButton } from './new-post-button.tsx';
import { PostFilters } from './post-filters.tsx';
import { readAddress, writeAddress, type ChangeAddress, type PostsAddress } from './posts-address.ts';
import styles from './posts-page.module.css';

const words = texts.posts;

export default function PostsPage() {
  const [search, setSearch] = useSearchParams();
  const address = readAddress(search);
  // Filters are no steps of a way: the browser's "back" leaves the page, and does not undo them one by one.
  const change: ChangeAddress = (changed) =>
    setSearch((now) => writeAddress({ ...readAddress(now), ...changed }), { replace: true });
  return (
    <>
      <PageHeading title={words.title}>
        <NewPostButton />
      </PageHeading>
      <div className={styles['tools']}>
        <ViewSwitch address={address} />
        <PostFilters address={address} change={change} />
      </div>
      {address.view === 'calendar' ? (
        <CalendarView address={address} change={change} />
      ) : (
        <ListView address={address} change={change} />
      )}
    </>
  );
}

function ViewSwitch({ address }: { address: PostsAddress }) {
  return (
    <nav aria-label={words.views} className={styles['views']}>
      {(['calendar', 'list'] as const).map((view) => (
        <Link
          key={view}
          href={`/posts?${writeAddress({ ...address, view })}`}
          aria-current={address.view === view ? 'true' : undefined}
        >
          {words.viewNames[view]}
        </Link>
      ))}
    </nav>
  );
}
