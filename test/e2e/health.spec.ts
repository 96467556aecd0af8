import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { request } from 'undici';
import { TestApp } from '../support/test-app.ts';

describe('The readiness probe', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  afterAll(async () => {
    await app.close();
  });

  it('answers 503 and names the part that is down', async () => {
    const before = await request(`${app.url}/health/ready`);
    await before.body.dump();
    await app.nest.get(DataSource).destroy();

    const { statusCode, body } = await request(`${app.url}/health/ready`);

    expect(before.statusCode).toBe(200);
    expect(statusCode).toBe(503);
    expect(await body.json()).toMatchObject({
      code: 'NOT_READY',
      detail: 'Not ready: database.',
      details: { database: { status: 'down' }, scheduler: { status: 'up' } },
    });
  });
});
