import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppConfig } from '../../src/config/app-config.ts';
import { createDataSource } from '../../src/database/data-source.ts';
import { Database } from '../../src/database/database.ts';
import { Metrics } from '../../src/http/metrics.ts';
import { Clock, SystemClock } from '../../src/kernel/clock.ts';
import { QuotasService } from '../../src/modules/providers/provider.quotas.service.ts';
import { ProviderRegistry } from '../../src/modules/providers/provider.registry.ts';
import { ProvidersModule } from '../../src/modules/providers/providers.module.ts';
import { SecurityModule } from '../../src/security/security.module.ts';

export interface OpenProviders {
  registry: ProviderRegistry;
  close(): Promise<void>;
}

/** Settings that point at a sandbox, with a deadline short enough for tests of silence. */
export function sandboxConfig(sandboxUrl: string, changes: Record<string, string> = {}): AppConfig {
  return AppConfig.from({
    JWT_SECRET: 'only-for-tests-'.repeat(3),
    TOKEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 1).toString('base64')}`,
    FACEBOOK_APP_ID: 'sandbox-facebook-app',
    FACEBOOK_APP_SECRET: 'sandbox-facebook-secret',
    FACEBOOK_GRAPH_URL: sandboxUrl,
    FACEBOOK_DIALOG_URL: sandboxUrl,
    TWITTER_CLIENT_ID: 'sandbox-x-client',
    TWITTER_CLIENT_SECRET: 'sandbox-x-secret',
    TWITTER_API_URL: sandboxUrl,
    TWITTER_AUTHORIZE_URL: `${sandboxUrl}/i/oauth2/authorize`,
    PLATFORM_TIMEOUT_MS: '1500',
    ALLOW_PRIVATE_ADDRESSES: 'true',
    ...changes,
  });
}

/** Files that only have an address are not in a database, so none is opened. */
const nowhere = { url: 'postgresql://nowhere.invalid/none', role: 'test', poolSize: 1 };

/** Remembers what platforms say about limits, for calls whose token belongs to no connection of a database. */
export function quotasWithoutDatabase(): QuotasService {
  return new QuotasService(new Database(createDataSource(nowhere)), new SystemClock());
}

/** The providers as the application wires them, and nothing else of it. */
export async function openProviders(config: AppConfig): Promise<OpenProviders> {
  class Root {}
  class Settings {}
  const settings: DynamicModule = {
    module: Settings,
    global: true,
    providers: [
      { provide: AppConfig, useValue: config },
      { provide: Clock, useClass: SystemClock },
      Metrics,
      { provide: Database, useValue: new Database(createDataSource(nowhere)) },
    ],
    exports: [AppConfig, Clock, Database, Metrics],
  };
  const context = await NestFactory.createApplicationContext(
    { module: Root, imports: [settings, SecurityModule, ProvidersModule] },
    { logger: false },
  );
  return { registry: context.get(ProviderRegistry, { strict: false }), close: () => context.close() };
}
