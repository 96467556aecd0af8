/** Seconds as a person types minutes: `90` is `1.5`. */
export function minutesOf(seconds: number): string {
  return String(Math.round((seconds / 60) * 100) / 100);
}

/** Whole seconds of what a person typed, with a point or a comma; null where it is no number. */
export function secondsOf(minutes: string): number | null {
  const text = minutes.trim().replace(',', '.');
  if (!/^-?\d+(\.\d+)?$/.test(text)) return null;
  return Math.round(Number(text) * 60);
}
