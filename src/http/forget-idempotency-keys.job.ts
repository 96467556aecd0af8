import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../jobs/job-runner.ts';
import { schedule } from '../jobs/schedule.ts';
import { IdempotencyService } from './idempotency.service.ts';

@Injectable()
export class ForgetIdempotencyKeysJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly idempotency: IdempotencyService,
  ) {}

  @Interval(schedule.forgetIdempotencyKeys)
  async run(): Promise<void> {
    await this.runner.run('forget-idempotency-keys', () => this.idempotency.forgetOld());
  }
}
