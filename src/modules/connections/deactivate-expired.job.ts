import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { TokenUpkeepService } from './token-upkeep.service.ts';

@Injectable()
export class DeactivateExpiredJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly upkeep: TokenUpkeepService,
  ) {}

  @Interval(schedule.deactivateExpired)
  async run(): Promise<void> {
    await this.runner.run('deactivate-expired', () => this.upkeep.deactivateExpired());
  }
}
