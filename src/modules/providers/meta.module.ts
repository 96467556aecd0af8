import { Module } from '@nestjs/common';
import { MetaApi } from './meta.api.ts';
import { MetaFigures } from './meta.figures.ts';
import { MetaRecentList } from './meta.list.ts';
import { MetaLogin } from './meta.login.ts';
import { WireModule } from './provider.wire.module.ts';

/** What Facebook and Instagram share: the Graph API and Facebook Login. */
@Module({
  imports: [WireModule],
  providers: [MetaApi, MetaLogin, MetaFigures, MetaRecentList],
  exports: [MetaApi, MetaLogin, MetaFigures, MetaRecentList],
})
export class MetaModule {}
