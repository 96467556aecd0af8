import { Module } from '@nestjs/common';
import { SafeHttp } from '../../security/safe-http.ts';
import { MediaDownload } from './provider.media.ts';
import { PlatformHttp } from './provider.http.ts';
import { ProviderRegistry } from './provider.registry.ts';

/** What every platform's module stands on. */
@Module({
  providers: [ProviderRegistry, PlatformHttp, SafeHttp, MediaDownload],
  exports: [ProviderRegistry, PlatformHttp, SafeHttp, MediaDownload],
})
export class WireModule {}
