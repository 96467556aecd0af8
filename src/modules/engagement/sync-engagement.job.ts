import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { EngagementService } from './engagement.service.ts';

@Injectable()
export class SyncEngagementJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly engagement: EngagementService,
  ) {}

  @Interval(schedule.syncEngagement)
  async run(): Promise<void> {
    await this.runner.run('sync-engagement', () => this.engagement.syncDue());
  }
}
