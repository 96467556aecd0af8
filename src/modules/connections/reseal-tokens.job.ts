import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { TokenResealService } from './token-reseal.service.ts';

@Injectable()
export class ResealTokensJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly reseal: TokenResealService,
  ) {}

  @Interval(schedule.resealTokens)
  async run(): Promise<void> {
    await this.runner.run('reseal-tokens', () => this.reseal.resealStale());
  }
}
