/** Which part of a file is asked for, both ends included. `beyond`: no part of it lies within the file. */
export type ByteRange = { kind: 'whole' } | { kind: 'part'; start: number; end: number } | { kind: 'beyond' };

/**
 * Reads a Range header for a file of `bytes` bytes. What cannot be read and what asks for several parts at once is answered with
 * the whole file, as RFC 9110, section 14.2, allows.
 */
export function byteRangeOf(header: string | undefined, bytes: number): ByteRange {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return { kind: 'whole' };
  if (first === '') return tailOf(Number(last), bytes);
  const start = Number(first);
  const end = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  if (last !== '' && Number(last) < start) return { kind: 'whole' };
  return start < bytes ? { kind: 'part', start, end } : { kind: 'beyond' };
}

function tailOf(length: number, bytes: number): ByteRange {
  if (length === 0) return { kind: 'beyond' };
  return { kind: 'part', start: Math.max(0, bytes - length), end: bytes - 1 };
}
