import type { CalendarDate } from '@internationalized/date';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  Heading,
  I18nProvider,
} from 'react-aria-components';
import { texts } from '../../shared/texts/console-texts.ts';
import { Icon } from '../shell/icon.tsx';
import { countByStatus, type CalendarPost } from './calendar-posts.ts';
import type { Day } from './local-days.ts';
import { tones } from './post-status.ts';
import { StatusSign } from './status-badge.tsx';
import { viewer } from '../viewer.ts';
import styles from './month-grid.module.css';

const words = texts.posts;
/** As many states as a cell has room for there; the day's list below has all of them. */
const shownOnPhone = 3;
const locale = new Intl.Locale(viewer.locale, { calendar: 'gregory' }).toString();

interface MonthGridProps {
  chosen: CalendarDate;
  focused: CalendarDate;
  days: Map<Day, CalendarPost[]>;
  onFocus: (date: CalendarDate) => void;
  onChoose: (date: CalendarDate) => void;
}

/** A month whose days say how many posts they have, and in which states. */
export function MonthGrid({ chosen, focused, days, onFocus, onChoose }: MonthGridProps) {
  return (
    <I18nProvider locale={locale}>
      <Calendar
        aria-label={words.month}
        className={styles['calendar'] ?? ''}
        value={chosen}
        onChange={onChoose}
        focusedValue={focused}
        onFocusChange={onFocus}
      >
        <div className={styles['head']}>
          <Heading className={styles['title'] ?? ''} />
          <Button slot="previous" className="button plain">
            <Icon name="back" />
          </Button>
          <Button slot="next" className="button plain">
            <Icon name="forward" />
          </Button>
        </div>
        <CalendarGrid className={styles['grid'] ?? ''} weekdayStyle="short">
          <CalendarGridHeader>
            {(day) => <CalendarHeaderCell className={styles['weekday'] ?? ''}>{day}</CalendarHeaderCell>}
          </CalendarGridHeader>
          <CalendarGridBody>
            {(date) => <DayCell date={date} posts={days.get(date.toString()) ?? []} />}
          </CalendarGridBody>
        </CalendarGrid>
      </Calendar>
    </I18nProvider>
  );
}

function DayCell({ date, posts }: { date: CalendarDate; posts: CalendarPost[] }) {
  const counts = countByStatus(posts);
  return (
    <CalendarCell
      date={date}
      className={styles['day'] ?? ''}
      // The calendar names a day by its date; whoever hears it hears the posts too.
      render={({ 'aria-label': label, children, ...props }) => (
        <div {...props}>
          <span className="heard-only">{[label, ...spoken(posts)].join(', ')}</span>
          {children}
        </div>
      )}
    >
      {({ formattedDate }) => (
        <span className={styles['seen']} aria-hidden="true">
          <span className={styles['date']}>{formattedDate}</span>
          <span className={styles['counts']}>
            {counts.map(({ status, count }) => (
              <span key={status} className={`badge ${tones[status]} ${styles['count']}`}>
                <StatusSign status={status} />
                {count}
              </span>
            ))}
            {counts.length > shownOnPhone && <span className={styles['more']}>…</span>}
          </span>
        </span>
      )}
    </CalendarCell>
  );
}

function spoken(posts: CalendarPost[]): string[] {
  if (posts.length === 0) return [];
  const parts = countByStatus(posts).map(({ status, count }) =>
    words.ofStatus(count, words.statuses[status]),
  );
  return [words.postCount(posts.length), ...parts];
}
