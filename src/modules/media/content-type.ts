import type { MediaType } from '../../kernel/post-content.ts';

export const pictureTypes = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const;
export const videoTypes = ['video/mp4', 'video/quicktime', 'video/webm'] as const;

export type PictureType = (typeof pictureTypes)[number];
export type VideoType = (typeof videoTypes)[number];

/** How many bytes from the start of a file tell its type. */
export const headBytes = 64;

const extensions: Record<PictureType | VideoType, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
};

/** Brands of ISO files that hold still pictures (HEIF, AVIF) or sound alone, which are no videos. https://mp4ra.org/registered-types/brands */
const noVideoBrands = /^(avi[fs]|mif1|msf1|hei[cxms]|hev[cxms]|M4[ABP] |F4[AB] )$/;

/** The type of a file by its first bytes; servers and clients often name a wrong one. Null: nothing that can be posted. */
export function contentTypeOf(head: Buffer): PictureType | VideoType | null {
  const text = head.toString('latin1', 0, headBytes);
  if (text.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (/^GIF8[79]a/.test(text)) return 'image/gif';
  if (/^RIFF[^]{4}WEBP/.test(text)) return 'image/webp';
  if (text.startsWith('\x1aE\xdf\xa3')) return text.includes('webm') ? 'video/webm' : null;
  return isoTypeOf(text);
}

/** ISO/IEC 14496-12: the size, then `ftyp` and the major brand. Old QuickTime files have no `ftyp` at all. */
function isoTypeOf(text: string): VideoType | null {
  const box = text.slice(4, 8);
  if (box === 'ftyp') {
    const brand = text.slice(8, 12);
    if (noVideoBrands.test(brand)) return null;
    return brand === 'qt  ' ? 'video/quicktime' : 'video/mp4';
  }
  return ['moov', 'mdat', 'wide'].includes(box) ? 'video/quicktime' : null;
}

export function mediaTypeOf(mimeType: string): MediaType {
  return mimeType.startsWith('image/') ? 'IMAGE' : 'VIDEO';
}

/** The usual ending of a file of this type, without the dot. */
export function extensionOf(mimeType: string): string {
  return (extensions as Record<string, string | undefined>)[mimeType] ?? 'bin';
}
