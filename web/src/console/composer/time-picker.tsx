import { parseAbsolute, type ZonedDateTime } from '@internationalized/date';
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarGridBody,
  CalendarGridHeader,
  CalendarHeaderCell,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Heading,
  Label,
  Popover,
} from 'react-aria-components';
import { viewerOf } from '../../shared/formats.ts';
import { texts } from '../../shared/texts/console-texts.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './time-picker.module.css';

const words = texts.composer;

interface TimePickerProps {
  /** ISO 8601, UTC; null while it is not complete. */
  instant: string | null;
  choose: (instant: string | null) => void;
  isInvalid: boolean;
}

/** A date and a time of day on the viewer's clock; the zone stands beside them. */
export function TimePicker({ instant, choose, isInvalid }: TimePickerProps) {
  const { timeZone } = viewerOf(navigator);
  return (
    <DatePicker
      className={styles['picker']}
      value={instant === null ? null : parseAbsolute(instant, timeZone)}
      onChange={(chosen: ZonedDateTime | null) => choose(chosen?.toAbsoluteString() ?? null)}
      granularity="minute"
      isInvalid={isInvalid}
      shouldForceLeadingZeros
    >
      <Label className={styles['label']}>{words.dateAndTime}</Label>
      <Group className={`input ${styles['group']}`}>
        <DateInput className={styles['segments']}>
          {(segment) => <DateSegment segment={segment} className={styles['segment']} />}
        </DateInput>
        <Button className={styles['open']} aria-label={words.calendar}>
          <Icon name="posts" />
        </Button>
      </Group>
      <p className="soft small">{words.timeZone(timeZone.replaceAll('_', ' '))}</p>
      <Popover className={styles['popover']}>
        <Dialog className={styles['dialog']}>
          <MonthView />
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

function MonthView() {
  return (
    <Calendar>
      <header className={styles['month']}>
        <Button slot="previous" className="button plain" aria-label={words.previousMonth}>
          <span aria-hidden="true">‹</span>
        </Button>
        <Heading className={styles['name']} />
        <Button slot="next" className="button plain" aria-label={words.nextMonth}>
          <span aria-hidden="true">›</span>
        </Button>
      </header>
      <CalendarGrid className={styles['grid']}>
        <CalendarGridHeader>
          {(day) => <CalendarHeaderCell className={styles['weekday']}>{day}</CalendarHeaderCell>}
        </CalendarGridHeader>
        <CalendarGridBody>
          {(date) => <CalendarCell date={date} className={styles['day']} />}
        </CalendarGridBody>
      </CalendarGrid>
    </Calendar>
  );
}
