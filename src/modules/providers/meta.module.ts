import { Module } from '@nestjs/common';
import { MediaModule } from '../media/media.module.ts';
import { MetaApi } from './meta.api.ts';
import { MetaComments } from './meta.comments.ts';
import { MetaFigures } from './meta.figures.ts';
import { MetaRecentList } from './meta.list.ts';
import { MetaLogin } from './meta.login.ts';
import { MetaMedia } from './meta.media.ts';
import { MetaRemoval } from './meta.removal.ts';
import { WireModule } from './provider.wire.module.ts';

const shared = [MetaApi, MetaLogin, MetaFigures, MetaRecentList, MetaMedia, MetaComments, MetaRemoval];

/** What Facebook and Instagram share: the Graph API, Facebook Login, comments, files. */
@Module({ imports: [WireModule, MediaModule], providers: shared, exports: shared })
export class MetaModule {}
