import type { DemoSettings } from './settings.ts';

/** Says what happens after the story: with `--exit` nothing stays up. */
export function lastLineOf({ exitAtEnd }: Pick<DemoSettings, 'exitAtEnd'>): string {
  return exitAtEnd
    ? 'The demo is done, and stops what it started. Without --exit it stays up.'
    : 'The demo is done. Everything stays up until you press Ctrl-C.';
}
