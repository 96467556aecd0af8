import { Module } from '@nestjs/common';
import { PlatformHttp } from './provider.http.ts';
import { QuotaGauges } from './provider.quota-gauges.service.ts';
import { QuotasService } from './provider.quotas.service.ts';
import { ProviderRegistry } from './provider.registry.ts';

/** What every platform's module stands on. */
@Module({
  providers: [ProviderRegistry, PlatformHttp, QuotaGauges, QuotasService],
  exports: [ProviderRegistry, PlatformHttp, QuotasService],
})
export class WireModule {}
