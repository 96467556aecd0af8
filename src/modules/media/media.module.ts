import { Module } from '@nestjs/common';
import { SafeHttp } from '../../security/safe-http.ts';
import { MediaFilesService } from './media-files.service.ts';

@Module({ providers: [SafeHttp, MediaFilesService], exports: [MediaFilesService] })
export class MediaModule {}
