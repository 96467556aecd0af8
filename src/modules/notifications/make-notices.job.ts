import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { NoticesService } from './notices.service.ts';

@Injectable()
export class MakeNoticesJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly notices: NoticesService,
  ) {}

  @Interval(schedule.makeNotices)
  async run(): Promise<void> {
    await this.runner.run('make-notices', () => this.notices.make());
  }
}
