import { Injectable } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { OAuthService } from './oauth.service.ts';

@Injectable()
export class ForgetOAuthSessionsJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly oauth: OAuthService,
  ) {}

  @Cron(schedule.forgetOAuthSessions, { timeZone: 'UTC' })
  async run(): Promise<void> {
    await this.runner.run('forget-oauth-sessions', () => this.oauth.forgetOldSessions());
  }
}
