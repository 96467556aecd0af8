import { parseDate, type CalendarDate } from '@internationalized/date';
import { useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { LoadFailure } from '../shell/load-failure.tsx';
import { byDay, useCalendarPosts } from './calendar-posts.ts';
import { DayPosts } from './day-posts.tsx';
import { today } from './local-days.ts';
import { MonthGrid } from './month-grid.tsx';
import { isFiltered, type ChangeAddress, type PostsAddress } from './posts-address.ts';
import { postStatuses, tones } from './post-status.ts';
import { StatusSign } from './status-badge.tsx';
import styles from './calendar-view.module.css';

const words = texts.posts;

/** A month of posts, and beside it (below on a phone) those of one day. */
export function CalendarView({ address, change }: { address: PostsAddress; change: ChangeAddress }) {
  const chosen = parseDate(address.day ?? today());
  const [focused, setFocused] = useState<CalendarDate>(chosen);
  const { data, error, refetch } = useCalendarPosts(focused, address);
  // The chosen day stays while other months are looked at; mostly both are in one month, and then this is the same question.
  const around = useCalendarPosts(chosen, address);
  const days = byDay(data?.data ?? [], address.status);
  const day = chosen.toString();
  const ofDay = byDay(around.data?.data ?? [], address.status).get(day) ?? [];
  const failed = error ?? around.error;
  const retry = () => void Promise.all([refetch(), around.refetch()]);
  return (
    <div className={styles['view']}>
      <section aria-label={words.month} className={styles['month']}>
        <MonthGrid
          chosen={chosen}
          focused={focused}
          days={days}
          onFocus={setFocused}
          onChoose={(date) => change({ day: date.toString() })}
        />
        <Legend />
        {data?.isCut && (
          <div className="note warn" role="status">
            <strong>{words.calendarIsCut}</strong>
            <span>{words.calendarIsCutText}</span>
          </div>
        )}
      </section>
      <div className={styles['day']}>
        {failed && <LoadFailure error={failed} retry={retry} />}
        {(around.data || !failed) && (
          <DayPosts
            day={day}
            posts={ofDay}
            isFiltered={isFiltered(address)}
            isLoading={around.isPending || (around.isPlaceholderData && ofDay.length === 0)}
          />
        )}
      </div>
    </div>
  );
}

function Legend() {
  return (
    <div className={styles['legend']}>
      <ul aria-label={words.legend}>
        {postStatuses.map((status) => (
          <li key={status}>
            <span className={`badge ${tones[status]}`}>
              <StatusSign status={status} />
            </span>
            {words.statuses[status]}
          </li>
        ))}
      </ul>
      <p>{words.undated}</p>
    </div>
  );
}
