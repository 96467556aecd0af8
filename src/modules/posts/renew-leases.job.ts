import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { PublishingService } from './publishing.service.ts';

@Injectable()
export class RenewLeasesJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly publishing: PublishingService,
  ) {}

  @Interval(schedule.renewLeases)
  async run(): Promise<void> {
    await this.runner.run('renew-leases', () => this.publishing.renewLeases());
  }
}
