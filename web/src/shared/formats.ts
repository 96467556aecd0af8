/** Dates in the viewer's own time zone and in the order of the day that the viewer's browser asks for. */
export interface Viewer {
  /** BCP 47, for example `en-GB`. */
  locale: string;
  /** IANA name, for example `Europe/Berlin`. */
  timeZone: string;
}

export function viewerOf(browser: Pick<Navigator, 'language'>): Viewer {
  return { locale: browser.language, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone };
}

/** `Tue, 24 Nov, 09:30`: enough to recognise a moment of these weeks. */
export function shortTime(instant: string, { locale, timeZone }: Viewer): string {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  return format.format(new Date(instant));
}

/** `Tuesday, 24 November 2026 at 09:30 CET`: where a moment is chosen or must not be misread. */
export function fullTime(instant: string, { locale, timeZone }: Viewer): string {
  const format = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
    timeZone,
  });
  return format.format(new Date(instant));
}

export function shownNumber(value: number, { locale }: Pick<Viewer, 'locale'>): string {
  return new Intl.NumberFormat(locale).format(value);
}
