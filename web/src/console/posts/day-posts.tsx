import { Link } from 'wouter';
import { texts } from '../../shared/texts/console-texts.ts';
import { PlatformMark } from '../../shared/parts/platform-mark.tsx';
import type { CalendarPost } from './calendar-posts.ts';
import { dayName, type Day } from './local-days.ts';
import { StatusBadge } from './status-badge.tsx';
import { viewer } from '../viewer.ts';
import styles from './day-posts.module.css';

const words = texts.posts;
const clock = new Intl.DateTimeFormat(viewer.locale, { hour: '2-digit', minute: '2-digit' });

interface DayPostsProps {
  day: Day;
  posts: CalendarPost[];
  isFiltered: boolean;
  isLoading: boolean;
}

export function DayPosts({ day, posts, isFiltered, isLoading }: DayPostsProps) {
  return (
    <section aria-labelledby="day" aria-busy={isLoading} className={styles['panel']}>
      <header className={styles['head']}>
        <h2 id="day">{dayName(day, viewer.locale)}</h2>
        <p className="soft small" aria-live="polite">
          {isLoading ? texts.words.loading : words.postCount(posts.length)}
        </p>
      </header>
      {isLoading && <span className={`skeleton ${styles['waiting']}`} />}
      {!isLoading && posts.length === 0 && (
        <p className={`card soft ${styles['empty']}`}>
          {isFiltered ? words.dayEmptyFiltered : words.dayEmpty}
        </p>
      )}
      {!isLoading && (
        <ul className={styles['posts']}>
          {posts.map((post) => (
            <li key={post.id}>
              <DayPost post={post} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function DayPost({
  post: { id, at, platform, accountName, status, content, hasMedia },
}: {
  post: CalendarPost;
}) {
  return (
    <Link href={`/posts/${id}`} className={`card ${styles['post']}`}>
      <span className={styles['line']}>
        <time dateTime={at} className={styles['time']}>
          {clock.format(new Date(at))}
        </time>
        <StatusBadge status={status} />
      </span>
      <span className={styles['account']}>
        <PlatformMark platform={platform} />
        <span dir="auto" className={styles['name']}>
          {accountName}
        </span>
        <span className="heard-only">{texts.words.platforms[platform]}</span>
      </span>
      <span dir="auto" className={styles['text']}>
        {content || (hasMedia ? words.withMedia : words.noText)}
      </span>
    </Link>
  );
}
