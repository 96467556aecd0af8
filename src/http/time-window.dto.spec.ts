import { describe, expect, it } from '@jest/globals';
import { AppError } from '../kernel/app-error.ts';
import { windowOf } from './time-window.dto.ts';

function refusalOf(from: string, to: string): string | null {
  try {
    windowOf({ from, to });
    return null;
  } catch (error) {
    return error instanceof AppError ? (error.fields?.[0]?.message ?? '') : String(error);
  }
}

describe('A window of time', () => {
  it.each([
    ['in Berlin, over the end of summer time', '2026-09-01T00:00:00+02:00', '2026-11-02T00:00:00+01:00'],
    ['in UTC', '2026-09-01T00:00:00Z', '2026-11-02T00:00:00Z'],
  ])('may have 62 days %s', (_where, from, to) => {
    expect(refusalOf(from, to)).toBeNull();
  });

  it.each([
    ['63 days', '2026-09-01T00:00:00Z', '2026-11-03T00:00:00Z', 'it was 63 days after it.'],
    ['62 days and a half', '2026-09-01T00:00:00Z', '2026-11-02T12:00:00Z', 'it was 63 days after it.'],
    ['nothing', '2026-09-01T00:00:00Z', '2026-09-01T00:00:00Z', 'it was not after it.'],
  ])('may not have %s', (_what, from, to, came) => {
    expect(refusalOf(from, to)).toBe(`It must be after \`from\`, by at most 62 days; ${came}`);
  });
});
