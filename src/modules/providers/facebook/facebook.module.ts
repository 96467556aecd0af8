import { Module } from '@nestjs/common';
import { MetaModule } from '../meta.module.ts';
import { WireModule } from '../provider.wire.module.ts';
import { FacebookDrafts } from './facebook.drafts.ts';
import { FacebookConnecting } from './facebook.connecting.ts';
import { FacebookEngagement } from './facebook.engagement.ts';
import { FacebookFeed } from './facebook.feed.ts';
import { FacebookProvider } from './facebook.provider.ts';
import { FacebookInspecting } from './facebook.inspecting.ts';
import { FacebookPublishing } from './facebook.publishing.ts';
import { FacebookReels } from './facebook.reels.ts';
import { FacebookVideoStatus } from './facebook.video-status.ts';
import { FacebookVideos } from './facebook.videos.ts';

@Module({
  imports: [WireModule, MetaModule],
  providers: [
    FacebookProvider,
    FacebookPublishing,
    FacebookFeed,
    FacebookDrafts,
    FacebookVideos,
    FacebookReels,
    FacebookVideoStatus,
    FacebookConnecting,
    FacebookEngagement,
    FacebookInspecting,
  ],
})
export class FacebookModule {}
