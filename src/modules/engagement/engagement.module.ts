import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { PostsModule } from '../posts/posts.module.ts';
import { ProvidersModule } from '../providers/providers.module.ts';
import { EngagementController } from './engagement.controller.ts';
import { EngagementDaysController } from './engagement-days.controller.ts';
import { EngagementDaysService } from './engagement-days.service.ts';
import { EngagementReader } from './engagement-reader.service.ts';
import { EngagementService } from './engagement.service.ts';
import { SyncEngagementJob } from './sync-engagement.job.ts';

@Module({
  imports: [ConnectionsModule, PostsModule, ProvidersModule],
  controllers: [EngagementController, EngagementDaysController],
  providers: [EngagementDaysService, EngagementReader, EngagementService, SyncEngagementJob],
  exports: [EngagementService],
})
export class EngagementModule {}
