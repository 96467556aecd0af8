import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { PublishingService } from './publishing.service.ts';

@Injectable()
export class ExpireLatePostsJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly publishing: PublishingService,
  ) {}

  @Interval(schedule.expireLatePosts)
  async run(): Promise<void> {
    await this.runner.run('expire-late-posts', () => this.publishing.failLatePosts());
  }
}
