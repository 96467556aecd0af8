import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { JobRunner } from '../../jobs/job-runner.ts';
import { schedule } from '../../jobs/schedule.ts';
import { ConnectionWatchService } from './connection-watch.service.ts';

@Injectable()
export class WatchConnectionsJob {
  constructor(
    private readonly runner: JobRunner,
    private readonly watch: ConnectionWatchService,
  ) {}

  @Interval(schedule.watchConnections)
  async run(): Promise<void> {
    await this.runner.run('watch-connections', () => this.watch.look());
  }
}
