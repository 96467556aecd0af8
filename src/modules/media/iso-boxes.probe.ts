import { open, type FileHandle } from 'node:fs/promises';
import { damaged } from './media.errors.ts';

/** An index is read into memory whole. Three hours of film have less than 20 MB of it. */
const largestIndexBytes = 64 * 1024 * 1024;
const mostBoxes = 10_000;
const longHeaderBytes = 16;

/**
 * Follows the boxes of an MP4 or MOV from first to last (ISO/IEC 14496-12, 4.2). A file that was cut off still plays its beginning,
 * and would be posted that way; here it shows. Other files pass. Throws MediaError.
 */
export async function requireWholeBoxes(path: string, bytes: number): Promise<void> {
  const handle = await open(path);
  try {
    let offset = 0;
    for (let count = 0; offset < bytes; count += 1) {
      const box = await boxAt(handle, offset, bytes);
      if (!box) {
        if (count === 0) return; // No boxes at all: WebM.
        throw damaged('video');
      }
      const isBroken = box.size < 8 || offset + box.size > bytes || count > mostBoxes;
      if (isBroken || (box.type === 'moov' && box.size > largestIndexBytes)) throw damaged('video');
      offset += box.size;
    }
  } finally {
    await handle.close();
  }
}

async function boxAt(
  handle: FileHandle,
  offset: number,
  bytes: number,
): Promise<{ type: string; size: number } | null> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(longHeaderBytes), 0, longHeaderBytes, offset);
  const type = buffer.toString('latin1', 4, 8);
  if (bytesRead < 8 || !/^[\x20-\x7e\xa9]{4}$/.test(type)) return null;
  const size = buffer.readUInt32BE(0);
  if (size === 0) return { type, size: bytes - offset };
  if (size !== 1) return { type, size };
  return { type, size: bytesRead < longHeaderBytes ? 0 : Number(buffer.readBigUInt64BE(8)) };
}
