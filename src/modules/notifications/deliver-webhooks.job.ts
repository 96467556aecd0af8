import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { WebhookSendingService } from './webhook-sending.service.ts';

@Injectable()
export class DeliverWebhooksJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly sending: WebhookSendingService,
  ) {}

  @Interval(schedule.deliverWebhooks)
  async run(): Promise<void> {
    await this.runner.run('deliver-webhooks', () => this.sending.deliverDue());
  }
}
