import { Module } from '@nestjs/common';
import { WireModule } from '../provider.wire.module.ts';
import { TwitterApi } from './twitter.api.ts';
import { TwitterConnecting } from './twitter.connecting.ts';
import { TwitterEngagement } from './twitter.engagement.ts';
import { TwitterMedia } from './twitter.media.ts';
import { TwitterProvider } from './twitter.provider.ts';
import { TwitterPublishing } from './twitter.publishing.ts';

@Module({
  imports: [WireModule],
  providers: [
    TwitterProvider,
    TwitterApi,
    TwitterMedia,
    TwitterPublishing,
    TwitterConnecting,
    TwitterEngagement,
  ],
})
export class TwitterModule {}
