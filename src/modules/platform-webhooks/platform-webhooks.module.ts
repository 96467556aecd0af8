import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { EngagementModule } from '../engagement/engagement.module.ts';
import { ProvidersModule } from '../providers/providers.module.ts';
import { PlatformWebhooksController } from './platform-webhooks.controller.ts';
import { PlatformWebhooksService } from './platform-webhooks.service.ts';

@Module({
  imports: [ConnectionsModule, EngagementModule, ProvidersModule],
  controllers: [PlatformWebhooksController],
  providers: [PlatformWebhooksService],
})
export class PlatformWebhooksModule {}
