import { Module } from '@nestjs/common';
import { MetaModule } from '../meta.module.ts';
import { WireModule } from '../provider.wire.module.ts';
import { InstagramConnecting } from './instagram.connecting.ts';
import { InstagramEngagement } from './instagram.engagement.ts';
import { InstagramContainers } from './instagram.containers.ts';
import { InstagramPreparing } from './instagram.preparing.ts';
import { InstagramQuota } from './instagram.quota.ts';
import { InstagramProvider } from './instagram.provider.ts';
import { InstagramInspecting } from './instagram.inspecting.ts';
import { InstagramPublishing } from './instagram.publishing.ts';

@Module({
  imports: [WireModule, MetaModule],
  providers: [
    InstagramProvider,
    InstagramContainers,
    InstagramPreparing,
    InstagramPublishing,
    InstagramQuota,
    InstagramConnecting,
    InstagramEngagement,
    InstagramInspecting,
  ],
})
export class InstagramModule {}
