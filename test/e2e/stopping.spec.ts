import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ServiceProcess } from '../support/service-process.ts';
import { TestApp } from '../support/test-app.ts';

describe('stopping', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  it('takes less than 5 seconds, also while a client reads no further in the middle of an answer', async () => {
    const service = await ServiceProcess.start({
      databaseUrl: app.database.url,
      sandboxUrl: app.sandboxUrl,
    });
    const stalled = connect(Number(new URL(service.url).port), '127.0.0.1');
    stalled.pause();
    await once(stalled, 'connect');
    stalled.on('error', () => stalled.destroy()); // The service cuts it, which is what is wanted.
    for (let asked = 0; asked < 8; asked += 1)
      stalled.write('GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(stalled, 'readable'); // Nothing is taken out of it, so the rest of the answers stays with the service.
    const startedAt = performance.now();

    const code = await service.stop();

    stalled.destroy();
    expect(code).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});
