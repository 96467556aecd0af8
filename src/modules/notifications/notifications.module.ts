import { Module } from '@nestjs/common';
import { ConnectionWatchService } from './connection-watch.service.ts';
import { DeliverWebhooksJob } from './deliver-webhooks.job.ts';
import { EventRetentionService } from './event-retention.service.ts';
import { ForgetEventsJob } from './forget-events.job.ts';
import { ResealWebhookSecretsJob } from './reseal-webhook-secrets.job.ts';
import { WatchConnectionsJob } from './watch-connections.job.ts';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.ts';
import { WebhookDeliveriesService } from './webhook-deliveries.service.ts';
import { WebhookEndpointsController } from './webhook-endpoints.controller.ts';
import { WebhookEndpointsService } from './webhook-endpoints.service.ts';
import { WebhookMetrics } from './webhook-metrics.service.ts';
import { WebhookSecrets } from './webhook-secrets.service.ts';
import { WebhookSendingService } from './webhook-sending.service.ts';

@Module({
  controllers: [WebhookEndpointsController, WebhookDeliveriesController],
  providers: [
    ConnectionWatchService,
    DeliverWebhooksJob,
    EventRetentionService,
    ForgetEventsJob,
    ResealWebhookSecretsJob,
    WatchConnectionsJob,
    WebhookDeliveriesService,
    WebhookEndpointsService,
    WebhookMetrics,
    WebhookSecrets,
    WebhookSendingService,
  ],
})
export class NotificationsModule {}
