import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { MediaModule } from '../media/media.module.ts';
import { ProvidersModule } from '../providers/providers.module.ts';
import { AnnounceBlockedPostsJob } from './announce-blocked-posts.job.ts';
import { AttemptEndingService } from './attempt-ending.service.ts';
import { AttemptRunner } from './attempt-runner.service.ts';
import { BlockedPostsService } from './blocked-posts.service.ts';
import { BudgetService } from './budget.service.ts';
import { BudgetsController } from './budgets.controller.ts';
import { BulkCreationController } from './bulk-creation.controller.ts';
import { BulkCreationService } from './bulk-creation.service.ts';
import { CalendarController } from './calendar.controller.ts';
import { CalendarService } from './calendar.service.ts';
import { ExpireLatePostsJob } from './expire-late-posts.job.ts';
import { PlatformsController } from './platforms.controller.ts';
import { PostContentService } from './post-content.service.ts';
import { PostCreationService } from './post-creation.service.ts';
import { PostRemovalService } from './post-removal.service.ts';
import { PostsController } from './posts.controller.ts';
import { PostsService } from './posts.service.ts';
import { PreflightService } from './preflight.service.ts';
import { PublishDuePostsJob } from './publish-due-posts.job.ts';
import { PublishLanes } from './publish-lanes.service.ts';
import { PublishingService } from './publishing.service.ts';
import { QuarantineService } from './quarantine.service.ts';
import { QueueGauges } from './queue-gauges.service.ts';
import { ReconcileService } from './reconcile.service.ts';
import { ReconcileSettledJob } from './reconcile-settled.job.ts';
import { RecorderService } from './recorder.service.ts';
import { RenewLeasesJob } from './renew-leases.job.ts';
import { ResumeUnsentJob } from './resume-unsent.job.ts';
import { SpacingController } from './spacing.controller.ts';
import { SpacingService } from './spacing.service.ts';
import { WaitingPostsService } from './waiting-posts.service.ts';
import { WatchDatabaseJob } from './watch-database.job.ts';
import { WorkerIdentity } from './worker-identity.ts';

@Module({
  imports: [ConnectionsModule, MediaModule, ProvidersModule],
  controllers: [
    BudgetsController,
    BulkCreationController,
    CalendarController,
    PlatformsController,
    PostsController,
    SpacingController,
  ],
  providers: [
    AnnounceBlockedPostsJob,
    AttemptEndingService,
    AttemptRunner,
    BlockedPostsService,
    BudgetService,
    BulkCreationService,
    CalendarService,
    ExpireLatePostsJob,
    PostContentService,
    PostCreationService,
    PostRemovalService,
    PostsService,
    PreflightService,
    PublishDuePostsJob,
    PublishLanes,
    PublishingService,
    QuarantineService,
    QueueGauges,
    ReconcileService,
    ReconcileSettledJob,
    RecorderService,
    RenewLeasesJob,
    ResumeUnsentJob,
    SpacingService,
    WaitingPostsService,
    WatchDatabaseJob,
    WorkerIdentity,
  ],
  exports: [BudgetService, WaitingPostsService],
})
export class PostsModule {}
