import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { ReconcileService } from './reconcile.service.ts';

@Injectable()
export class ReconcileSettledJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly reconciling: ReconcileService,
  ) {}

  @Interval(schedule.recoverAttempts)
  async run(): Promise<void> {
    await this.runner.run('reconcile-settled', () => this.reconciling.reconcileSettled());
  }
}
