import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { publishDueJob, PublishingService } from './publishing.service.ts';

@Injectable()
export class PublishDuePostsJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly publishing: PublishingService,
  ) {}

  @Interval(schedule.publishDuePosts)
  async run(): Promise<void> {
    await this.runner.run(publishDueJob, () => this.publishing.publishDueOnTick());
  }
}
