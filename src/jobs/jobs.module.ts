import { Global, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { TerminusModule } from '@nestjs/terminus';
import { JobRunner } from './job-runner.ts';
import { SchedulerHealth } from './scheduler-health.ts';

@Global()
@Module({
  imports: [ScheduleModule.forRoot(), TerminusModule],
  providers: [JobRunner, SchedulerHealth],
  exports: [JobRunner, SchedulerHealth],
})
export class JobsModule {}
