import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Platform } from '../../src/kernel/platform.ts';
import type { ApiClient } from './api-client.ts';
import { startBrowser } from './browser.ts';
import { openConsole } from './console-window.ts';
import type { GivenConnection } from './given.ts';
import { TestApp } from './test-app.ts';

/** What somebody opens a page of the console with. */
export type Look = { scope?: string } & Omit<NonNullable<Parameters<typeof openConsole>[1]>, 'claims'>;

/** The service and a browser for the tests of one file, and a club of its own for each test. */
export interface ConsoleSuite {
  app: TestApp;
  browser: Browser;
  tenantId: string;
  /** As the club. */
  api: ApiClient;
  open: (path: string, look?: Look) => ReturnType<typeof openConsole>;
  given: (platform: Platform) => Promise<GivenConnection>;
}

export function startConsoleSuite(): ConsoleSuite {
  let tenants = 0;
  const suite = {
    open: async (path: string, { scope, ...look }: Look = {}) => {
      const claims = { tenantId: suite.tenantId, ...(scope && { scope }) };
      const window = await openConsole(suite.browser, { claims, ...look });
      await window.page.goto(`${suite.app.url}${path}`);
      return window;
    },
    given: async (platform: Platform) =>
      await suite.app.given.connection(platform, { tenantId: suite.tenantId }),
  } as ConsoleSuite;

  beforeAll(async () => {
    [suite.app, suite.browser] = await Promise.all([TestApp.start(), startBrowser()]);
  });

  beforeEach(() => {
    tenants += 1;
    suite.tenantId = `club-${tenants}`;
    suite.api = suite.app.api.as({ tenantId: suite.tenantId });
  });

  afterAll(async () => {
    await suite.browser.close();
    await suite.app.close();
  });

  return suite;
}
