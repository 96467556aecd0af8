import { Module } from '@nestjs/common';
import { SafeHttp } from '../../security/safe-http.ts';
import { MediaDownload } from './provider.media.ts';
import { PlatformHttp } from './provider.http.ts';
import { QuotasService } from './provider.quotas.service.ts';
import { ProviderRegistry } from './provider.registry.ts';

/** What every platform's module stands on. */
@Module({
  providers: [ProviderRegistry, PlatformHttp, QuotasService, SafeHttp, MediaDownload],
  exports: [ProviderRegistry, PlatformHttp, QuotasService, SafeHttp, MediaDownload],
})
export class WireModule {}
