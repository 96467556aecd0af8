import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AppConfig } from '../config/app-config.ts';
import { startTraceExport } from './otlp-trace-export.ts';

/** Sends traces where an exporter is configured. Without one, none of its packages is loaded. */
@Injectable()
export class TraceExport implements OnModuleInit, OnApplicationShutdown {
  private stop: (() => Promise<void>) | undefined;

  constructor(private readonly config: AppConfig) {}

  async onModuleInit(): Promise<void> {
    const { tracing } = this.config;
    if (tracing) this.stop = await startTraceExport(tracing);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.stop?.();
  }
}
