import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppConfig } from '../../src/config/app-config.ts';
import { Clock, SystemClock } from '../../src/kernel/clock.ts';
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
    ],
    exports: [AppConfig, Clock],
  };
  const context = await NestFactory.createApplicationContext(
    { module: Root, imports: [settings, SecurityModule, ProvidersModule] },
    { logger: false },
  );
  return { registry: context.get(ProviderRegistry, { strict: false }), close: () => context.close() };
}
