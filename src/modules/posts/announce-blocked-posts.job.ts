import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { BlockedPostsService } from './blocked-posts.service.ts';

@Injectable()
export class AnnounceBlockedPostsJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly blocked: BlockedPostsService,
  ) {}

  @Interval(schedule.announceBlockedPosts)
  async run(): Promise<void> {
    await this.runner.run('announce-blocked-posts', () => this.blocked.announce());
  }
}
