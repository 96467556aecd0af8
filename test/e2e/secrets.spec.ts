import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SEED } from '../../sandbox/seed.ts';
import type { Platform } from '../../src/kernel/platform.ts';
import { ApiClient } from '../support/api-client.ts';
import { connect, dump, startLogin, visit } from '../support/login.ts';
import { ServiceProcess, until } from '../support/service-process.ts';
import { jwtSecret, signToken } from '../support/settings.ts';
import { TestApp } from '../support/test-app.ts';

const accounts: [Platform, { user: string; accountId: string }][] = [
  ['FACEBOOK', { user: SEED.alex, accountId: SEED.harbourRowing }],
  ['INSTAGRAM', { user: SEED.alex, accountId: SEED.harbourRowingInstagram }],
  ['TWITTER', { user: SEED.twitterHarbourRowing, accountId: SEED.twitterHarbourRowing }],
];

describe('a whole story with the longest logs there are', () => {
  let app: TestApp;
  let service: ServiceProcess;
  let api: ApiClient;
  let log: string;
  const answers: string[] = [];

  beforeAll(async () => {
    app = await TestApp.start();
    service = await ServiceProcess.start({
      databaseUrl: app.database.url,
      sandboxUrl: app.sandboxUrl,
      overrides: { LOG_LEVEL: 'trace' },
    });
    api = new ApiClient(service.url);
    await story();
    await service.stop();
    log = service.log;
  });

  afterAll(async () => {
    await app.close();
  });

  async function ended(id: string): Promise<unknown> {
    return await until(`the post ${id} has ended`, async () => {
      const { body } = await api.get<{ status: string }>(`/posts/${id}`);
      return ['PUBLISHED', 'FAILED'].includes(body.status) ? body : undefined;
    });
  }

  /** Connects, publishes, is refused, refreshes, breaks in every way there is a log line for. */
  async function story(): Promise<void> {
    for (const [platform, wanted] of accounts) {
      const connection = await connect(app, platform, wanted, api);
      const create = async (content: string) => {
        const media = [{ url: app.given.imageUrl('photo.jpg'), type: 'IMAGE' }];
        const { body } = await api.post<{ posts: { id: string }[] }>('/posts', {
          connectionIds: [connection.id],
          content,
          ...(platform === 'INSTAGRAM' && { media }),
        });
        return body.posts[0]!.id;
      };
      answers.push(JSON.stringify(await ended(await create(`${platform} opens the season`))));
      await app.sandbox.control('faults', {
        operation: 'publish',
        accountId: wanted.accountId,
        fault: 'custom',
        status: 400,
        body: { error: { code: 100, message: 'Invalid parameter' }, detail: 'Not allowed', status: 400 },
      });
      const failed = await create(`${platform} is refused`);
      answers.push(
        JSON.stringify(await ended(failed)),
        JSON.stringify((await api.get(`/posts/${failed}/attempts`)).body),
      );
      answers.push(JSON.stringify((await api.post(`/connections/${connection.id}/refresh`)).body));
      answers.push(JSON.stringify((await api.get(`/connections/${connection.id}`)).body));
      await app.sandbox.control('tokens/expire', { accountId: wanted.accountId, refresh: true });
      const parked = await create(`${platform} has ended`);
      await until('the connection is switched off', async () => {
        const { body } = await api.get<{ isActive: boolean }>(`/connections/${connection.id}`);
        return body.isActive ? undefined : body;
      });
      answers.push(JSON.stringify((await api.get(`/posts/${parked}`)).body));
      const { authorizationUrl } = await startLogin(api, platform);
      const state = new URL(authorizationUrl).searchParams.get('state') ?? '';
      answers.push(
        (
          await visit(
            `${service.url}/api/v1/social/oauth/${platform.toLowerCase()}/callback?code=stolen&state=${state}`,
          )
        ).text,
      );
      await api.delete(`/connections/${connection.id}`);
    }
    await new ApiClient(service.url, { secret: 'wrong'.repeat(10) }).get('/posts');
  }

  const secrets = async () => [
    ...app.platforms.graphTokens.issuedSecrets(),
    ...app.platforms.twitterTokens.issuedSecrets(),
    app.platforms.apps.facebook.secret,
    app.platforms.apps.twitter.secret,
    Buffer.from(`${app.platforms.apps.twitter.id}:${app.platforms.apps.twitter.secret}`).toString('base64'),
    jwtSecret,
    (await signToken()).split('.')[0]!,
  ];

  it('has logged something, and holds posts that went out and posts that failed', () => {
    const statuses = answers.map((text) => /"status":"([A-Z]+)"/.exec(text)?.[1]);

    expect(log.split('\n').length).toBeGreaterThan(20);
    expect(statuses.filter((status) => status === 'PUBLISHED')).toHaveLength(3);
    expect(statuses.filter((status) => status === 'FAILED')).toHaveLength(3);
  });

  it.each([
    ['the logs', () => log],
    ['the database', async () => await dump(app)],
    ['the answers', () => answers.join('\n')],
  ])('no secret stands in %s', async (_, sink) => {
    const text = await sink();
    const all = await secrets();

    expect(all.length).toBeGreaterThan(60);
    expect(text.length).toBeGreaterThan(1_000);
    expect(all.filter((secret) => text.includes(secret))).toEqual([]);
  });
});
