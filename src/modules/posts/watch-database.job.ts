import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { QuarantineService } from './quarantine.service.ts';

@Injectable()
export class WatchDatabaseJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly quarantine: QuarantineService,
  ) {}

  @Interval(schedule.watchDatabase)
  async run(): Promise<void> {
    await this.runner.run('watch-database', () => this.quarantine.watch());
  }
}
