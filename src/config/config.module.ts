import { existsSync } from 'node:fs';
import { Global, Module } from '@nestjs/common';
import { Clock, SystemClock } from '../kernel/clock.ts';
import { AppConfig } from './app-config.ts';

/** Reads `.env` (where there is one) and the environment. Throws ConfigError. */
export function readConfig(): AppConfig {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return AppConfig.from(process.env);
}

/** The settings and the clock, for everyone. */
@Global()
@Module({
  providers: [
    { provide: AppConfig, useFactory: readConfig },
    { provide: Clock, useClass: SystemClock },
  ],
  exports: [AppConfig, Clock],
})
export class ConfigModule {}
