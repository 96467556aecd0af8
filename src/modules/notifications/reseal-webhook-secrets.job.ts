import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { WebhookSecrets } from './webhook-secrets.service.ts';

@Injectable()
export class ResealWebhookSecretsJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly secrets: WebhookSecrets,
  ) {}

  @Interval(schedule.resealTokens)
  async run(): Promise<void> {
    await this.runner.run('reseal-webhook-secrets', () => this.secrets.resealStale());
  }
}
