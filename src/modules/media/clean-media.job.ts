import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { MediaCleaningService } from './media-cleaning.service.ts';

@Injectable()
export class CleanMediaJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly cleaning: MediaCleaningService,
  ) {}

  @Interval(schedule.cleanMedia)
  async run(): Promise<void> {
    await this.runner.run('clean-media', () => this.cleaning.clean());
  }
}
