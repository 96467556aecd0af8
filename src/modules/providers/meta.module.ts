import { Module, Optional } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { HealthNotices } from '../../http/health-notices.ts';
import { Clock } from '../../kernel/clock.ts';
import { MediaModule } from '../media/media.module.ts';
import { MetaApi } from './meta.api.ts';
import { MetaCallbacks } from './meta.callbacks.ts';
import { MetaComments } from './meta.comments.ts';
import { MetaFigures } from './meta.figures.ts';
import { MetaRecentList } from './meta.list.ts';
import { MetaInspecting } from './meta.inspecting.ts';
import { MetaLogin } from './meta.login.ts';
import { MetaMedia } from './meta.media.ts';
import { MetaRemoval } from './meta.removal.ts';
import { versionNotice } from './meta.versions.ts';
import { WireModule } from './provider.wire.module.ts';

const shared = [
  MetaApi,
  MetaLogin,
  MetaInspecting,
  MetaFigures,
  MetaRecentList,
  MetaMedia,
  MetaComments,
  MetaRemoval,
  MetaCallbacks,
];

/** What Facebook and Instagram share: the Graph API, Facebook Login, comments, files. */
@Module({ imports: [WireModule, MediaModule], providers: shared, exports: shared })
export class MetaModule {
  constructor({ facebook }: AppConfig, clock: Clock, @Optional() notices?: HealthNotices) {
    if (facebook.app) notices?.add(() => versionNotice(facebook.graphVersion, clock.now()));
  }
}
