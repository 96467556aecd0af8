import { Module } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { SecurityModule } from '../../security/security.module.ts';
import { FolderStore } from './folder.store.ts';
import { MediaFetch } from './media.fetch.ts';
import { MediaFilesService } from './media-files.service.ts';
import { MediaKeepingService } from './media-keeping.service.ts';
import { MediaLinks } from './media.links.ts';
import { MediaShelf } from './media.shelf.ts';
import { MediaStore } from './media.store.ts';
import { WorkFolder } from './work-folder.ts';

/** The client of S3 is large, and most installations never load it. */
async function openStore({ media }: AppConfig, work: WorkFolder): Promise<MediaStore> {
  if (media.store.kind === 'folder') return new FolderStore(media.store.path);
  const { BucketStore } = await import('./bucket.store.ts');
  return new BucketStore(media.store, work);
}

/** The files of posts, for the modules that keep and send them. */
@Module({
  imports: [SecurityModule],
  providers: [
    { provide: MediaStore, useFactory: openStore, inject: [AppConfig, WorkFolder] },
    MediaFetch,
    MediaFilesService,
    MediaKeepingService,
    MediaLinks,
    MediaShelf,
    WorkFolder,
  ],
  exports: [MediaFilesService, MediaKeepingService, MediaLinks, MediaShelf, MediaStore, WorkFolder],
})
export class MediaModule {}
