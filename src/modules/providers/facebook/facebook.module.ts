import { Module } from '@nestjs/common';
import { MetaModule } from '../meta.module.ts';
import { WireModule } from '../provider.wire.module.ts';
import { FacebookDrafts } from './facebook.drafts.ts';
import { FacebookConnecting } from './facebook.connecting.ts';
import { FacebookEngagement } from './facebook.engagement.ts';
import { FacebookProvider } from './facebook.provider.ts';
import { FacebookPublishing } from './facebook.publishing.ts';

@Module({
  imports: [WireModule, MetaModule],
  providers: [FacebookProvider, FacebookPublishing, FacebookDrafts, FacebookConnecting, FacebookEngagement],
})
export class FacebookModule {}
