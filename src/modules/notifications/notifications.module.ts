import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { ConnectionWatchService } from './connection-watch.service.ts';
import { DeliverWebhooksJob } from './deliver-webhooks.job.ts';
import { EventRetentionService } from './event-retention.service.ts';
import { ForgetEventsJob } from './forget-events.job.ts';
import { ForgetNoticesJob } from './forget-notices.job.ts';
import { MakeNoticesJob } from './make-notices.job.ts';
import { NoticeMail } from './notice-mail.service.ts';
import { NoticesController } from './notices.controller.ts';
import { NoticesService } from './notices.service.ts';
import { ResealWebhookSecretsJob } from './reseal-webhook-secrets.job.ts';
import { SendNoticesJob } from './send-notices.job.ts';
import { WatchConnectionsJob } from './watch-connections.job.ts';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.ts';
import { WebhookDeliveriesService } from './webhook-deliveries.service.ts';
import { WebhookEndpointsController } from './webhook-endpoints.controller.ts';
import { WebhookEndpointsService } from './webhook-endpoints.service.ts';
import { WebhookMetrics } from './webhook-metrics.service.ts';
import { WebhookSecrets } from './webhook-secrets.service.ts';
import { WebhookSendingService } from './webhook-sending.service.ts';

@Module({
  imports: [ConnectionsModule],
  controllers: [NoticesController, WebhookEndpointsController, WebhookDeliveriesController],
  providers: [
    ConnectionWatchService,
    DeliverWebhooksJob,
    EventRetentionService,
    ForgetEventsJob,
    ForgetNoticesJob,
    MakeNoticesJob,
    NoticeMail,
    NoticesService,
    ResealWebhookSecretsJob,
    SendNoticesJob,
    WatchConnectionsJob,
    WebhookDeliveriesService,
    WebhookEndpointsService,
    WebhookMetrics,
    WebhookSecrets,
    WebhookSendingService,
  ],
})
export class NotificationsModule {}
