/** Days as `YYYY-MM-DD`, in the time zone of the viewer's device. */
export type Day = string;

const hourMs = 3_600_000;

export function dayOf(instant: string | number): Day {
  const date = new Date(instant);
  return [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-');
}

export function today(): Day {
  return dayOf(Date.now());
}

/** The moment a day begins, as the API takes it. */
export function startOfDay(day: Day): string {
  return localDate(day).toISOString();
}

/** Counts in calendar days, so that the days on which clocks change are one day like any other. */
export function addDays(day: Day, count: number): Day {
  const date = localDate(day);
  date.setDate(date.getDate() + count);
  return dayOf(date.getTime());
}

export function isDay(text: string | null): text is Day {
  return text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && dayOf(localDate(text).getTime()) === text;
}

/** `Tuesday, 24 November`. */
export function dayName(day: Day, locale: string): string {
  return shown(day, locale, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** `Tue, 24 Nov`. */
export function shortDayName(day: Day, locale: string): string {
  return shown(day, locale, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** `24 Nov`. */
export function dateName(day: Day, locale: string): string {
  return shown(day, locale, { day: 'numeric', month: 'short' });
}

/** `2026-11-24T09:30`, as the browser's picker takes it. */
export function localTime(instant: string): string {
  const date = new Date(instant);
  return `${dayOf(instant)}T${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** The first full hour that is at least half an hour away, so that there is time to finish the post. */
export function nextFullHour(nowMs: number): string {
  return new Date(Math.ceil((nowMs + hourMs / 2) / hourMs) * hourMs).toISOString();
}

function shown(day: Day, locale: string, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, parts).format(localDate(day));
}

function localDate(day: Day): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
