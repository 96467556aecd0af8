import { Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { ConnectionsModule } from '../connections/connections.module.ts';
import { PostsModule } from '../posts/posts.module.ts';
import { ProvidersModule } from '../providers/providers.module.ts';
import { AuditController } from './audit.controller.ts';
import { AuditInterceptor } from './audit.interceptor.ts';
import { AuditService } from './audit.service.ts';
import { DiagnosisController } from './diagnosis.controller.ts';
import { DiagnosisService } from './diagnosis.service.ts';

@Module({
  imports: [ConnectionsModule, PostsModule, ProvidersModule],
  controllers: [AuditController, DiagnosisController],
  providers: [AuditService, DiagnosisService, { provide: APP_INTERCEPTOR, useClass: AuditInterceptor }],
})
export class DiagnosisModule {}
