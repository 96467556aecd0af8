import { Module } from '@nestjs/common';
import { MediaModule } from '../../media/media.module.ts';
import { WireModule } from '../provider.wire.module.ts';
import { TwitterApi } from './twitter.api.ts';
import { TwitterConnecting } from './twitter.connecting.ts';
import { TwitterEngagement } from './twitter.engagement.ts';
import { TwitterMedia } from './twitter.media.ts';
import { TwitterProvider } from './twitter.provider.ts';
import { TwitterInspecting } from './twitter.inspecting.ts';
import { TwitterPublishing } from './twitter.publishing.ts';
import { TwitterUploads } from './twitter.uploads.ts';

@Module({
  imports: [WireModule, MediaModule],
  providers: [
    TwitterProvider,
    TwitterApi,
    TwitterMedia,
    TwitterUploads,
    TwitterPublishing,
    TwitterConnecting,
    TwitterEngagement,
    TwitterInspecting,
  ],
})
export class TwitterModule {}
