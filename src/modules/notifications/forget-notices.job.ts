import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { NoticesService } from './notices.service.ts';

@Injectable()
export class ForgetNoticesJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly notices: NoticesService,
  ) {}

  @Interval(schedule.forgetNotices)
  async run(): Promise<void> {
    await this.runner.run('forget-notices', () => this.notices.forgetOld());
  }
}
