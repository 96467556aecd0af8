export type ImageType = 'image/jpeg' | 'image/png' | 'image/gif' | 'image/webp';

/** The type by the file's first bytes; servers often name a wrong one. Null: none of the four. */
export function imageTypeOf(bytes: Buffer): ImageType | null {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))) return 'image/png';
  if (/^GIF8[79]a$/.test(bytes.toString('latin1', 0, 6))) return 'image/gif';
  if (/^RIFF[^]{4}WEBP$/.test(bytes.toString('latin1', 0, 12))) return 'image/webp';
  return null;
}
