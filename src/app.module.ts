import { Module } from '@nestjs/common';
import { ConfigModule } from './config/config.module.ts';
import { DatabaseModule } from './database/database.module.ts';
import { HttpModule } from './http/http.module.ts';
import { JobsModule } from './jobs/jobs.module.ts';
import { ConnectionsModule } from './modules/connections/connections.module.ts';
import { DiagnosisModule } from './modules/diagnosis/diagnosis.module.ts';
import { EngagementModule } from './modules/engagement/engagement.module.ts';
import { MediaRoutesModule } from './modules/media/media-routes.module.ts';
import { NotificationsModule } from './modules/notifications/notifications.module.ts';
import { PagesModule } from './modules/pages/pages.module.ts';
import { PlatformWebhooksModule } from './modules/platform-webhooks/platform-webhooks.module.ts';
import { PostsModule } from './modules/posts/posts.module.ts';
import { ProvidersModule } from './modules/providers/providers.module.ts';
import { SecurityModule } from './security/security.module.ts';

@Module({
  imports: [
    ConfigModule,
    DatabaseModule,
    SecurityModule,
    JobsModule,
    HttpModule,
    MediaRoutesModule,
    ProvidersModule,
    ConnectionsModule,
    PostsModule,
    EngagementModule,
    DiagnosisModule,
    NotificationsModule,
    PlatformWebhooksModule,
    PagesModule,
  ],
})
export class AppModule {}
