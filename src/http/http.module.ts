import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { AccessGuard } from './access.guard.ts';
import { AccessTokenService } from './access-token.service.ts';
import { ForgetIdempotencyKeysJob } from './forget-idempotency-keys.job.ts';
import { HealthNotices } from './health-notices.ts';
import { HealthController } from './health.controller.ts';
import { IdempotencyInterceptor } from './idempotency.interceptor.ts';
import { IdempotencyService } from './idempotency.service.ts';
import { IdempotentAnswers } from './idempotent-answers.service.ts';
import { Metrics } from './metrics.ts';
import { MetricsController } from './metrics.controller.ts';
import { ProblemDetailsFilter } from './problem-details.filter.ts';
import { TraceExport } from './trace-export.service.ts';
import { createValidationPipe } from './validation.ts';

@Global()
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  controllers: [HealthController, MetricsController],
  providers: [
    AccessTokenService,
    ForgetIdempotencyKeysJob,
    HealthNotices,
    IdempotencyService,
    IdempotentAnswers,
    Metrics,
    TraceExport,
    { provide: APP_GUARD, useClass: AccessGuard },
    { provide: APP_FILTER, useClass: ProblemDetailsFilter },
    { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
    { provide: APP_PIPE, useFactory: createValidationPipe },
  ],
  exports: [HealthNotices, IdempotentAnswers, Metrics],
})
export class HttpModule {}
