import { GregorianCalendar } from '@internationalized/date';

/** Stands in for the thirteen calendars that the date library would bring; see vite.config.ts. */
export function createCalendar(): GregorianCalendar {
  return new GregorianCalendar();
}
