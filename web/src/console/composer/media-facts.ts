import type { components } from '@social-integration/client';

type Facts = components['schemas']['MediaFactsDto'];

/** `JPEG · 1,200 × 800 · 240 kB`, in the numbers of the viewer's language. */
export function shownFacts({ mimeType, width, height, bytes, durationMs }: Facts, locale: string): string {
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const size = width !== null && height !== null && `${numbers.format(width)} × ${numbers.format(height)}`;
  const seconds = durationMs !== null && unit(durationMs / 1000, 'second', locale);
  const kind = mimeType.split('/').at(-1)?.toUpperCase();
  return [kind, size, seconds, shownBytes(bytes, locale)].filter(Boolean).join(' · ');
}

export function shownBytes(bytes: number, locale: string): string {
  return bytes < 1_000_000
    ? unit(Math.max(1, Math.round(bytes / 1000)), 'kilobyte', locale)
    : unit(bytes / 1_000_000, 'megabyte', locale);
}

function unit(value: number, name: string, locale: string): string {
  const format = { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, format).format(value);
}
