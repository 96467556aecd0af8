const hourMs = 3_600_000;

/** The first full hour that is at least half an hour away, so that there is time to finish the post. */
export function nextFullHour(nowMs: number): string {
  return new Date(Math.ceil((nowMs + hourMs / 2) / hourMs) * hourMs).toISOString();
}
