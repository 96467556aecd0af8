/** The number at the end of an address of a post on X (`https://x.com/club/status/123?s=20`); other words stay as they are. */
export function quotedId(text: string): string {
  return /\/status\/(\d+)/.exec(text)?.[1] ?? text.trim();
}
