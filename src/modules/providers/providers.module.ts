import { Module } from '@nestjs/common';
import { FacebookModule } from './facebook/facebook.module.ts';
import { InstagramModule } from './instagram/instagram.module.ts';
import { TwitterModule } from './twitter/twitter.module.ts';
import { WireModule } from './provider.wire.module.ts';

/** Every platform, behind ProviderRegistry. */
@Module({
  imports: [WireModule, FacebookModule, InstagramModule, TwitterModule],
  exports: [WireModule],
})
export class ProvidersModule {}
