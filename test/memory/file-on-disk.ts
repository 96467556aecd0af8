import { openAsBlob } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type MediaFile, MediaFilesService } from '../../src/modules/media/media-files.service.ts';

/** The media module where files simply lie on this machine, at the path that an item names as its address. */
export const filesOnDisk = Object.create(MediaFilesService.prototype, {
  use: {
    value: async (_tenantId: string, item: { url: string }, work: (file: MediaFile) => Promise<unknown>) =>
      work(await fileAt(item.url)),
  },
}) as MediaFilesService;

async function fileAt(path: string): Promise<MediaFile> {
  const { size } = await stat(path);
  return {
    mimeType: 'video/mp4',
    bytes: size,
    read: async (start, end) => {
      const handle = await open(path);
      try {
        return (await handle.read(Buffer.alloc(end - start), 0, end - start, start)).buffer;
      } finally {
        await handle.close();
      }
    },
    blob: () => openAsBlob(path),
  };
}
