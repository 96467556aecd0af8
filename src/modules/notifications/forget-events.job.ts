import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { EventRetentionService } from './event-retention.service.ts';

@Injectable()
export class ForgetEventsJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly retention: EventRetentionService,
  ) {}

  @Interval(schedule.forgetEvents)
  async run(): Promise<void> {
    await this.runner.run('forget-events', () => this.retention.forgetOld());
  }
}
