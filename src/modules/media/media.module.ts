import { Module } from '@nestjs/common';
import { MediaFilesService } from './media-files.service.ts';

@Module({ providers: [MediaFilesService], exports: [MediaFilesService] })
export class MediaModule {}
