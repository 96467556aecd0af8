import { Module } from '@nestjs/common';
import { PlatformClocks } from './provider.clocks.service.ts';
import { PlatformHttp } from './provider.http.ts';
import { QuotaGauges } from './provider.quota-gauges.service.ts';
import { QuotasService } from './provider.quotas.service.ts';
import { ProviderRegistry } from './provider.registry.ts';

/** What every platform's module stands on. */
@Module({
  providers: [ProviderRegistry, PlatformClocks, PlatformHttp, QuotaGauges, QuotasService],
  exports: [ProviderRegistry, PlatformClocks, PlatformHttp, QuotasService],
})
export class WireModule {}
