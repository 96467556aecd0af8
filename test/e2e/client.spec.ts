import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerOf, createSocialClient, type Post, type SocialClient } from '../../client/src/client.ts';
import { SEED } from '../../sandbox/seed.ts';
import { answerDialog, visit } from '../support/login.ts';
import { signToken } from '../support/settings.ts';
import { TestApp } from '../support/test-app.ts';

const api = '/api/v1/social';

describe('The story of a post, told with the generated client', () => {
  let app: TestApp;
  let social: SocialClient;
  let connectionId: string;

  beforeAll(async () => {
    app = await TestApp.start();
    social = createSocialClient({ baseUrl: app.url, accessToken: () => signToken() });
  });

  afterAll(async () => {
    await app.close();
  });

  const read = async (id: string): Promise<Post> =>
    await answerOf(social.GET(`${api}/posts/{id}`, { params: { path: { id } } }));
  const schedule = async (content: string, scheduledAt?: Date): Promise<Post> => {
    const body = {
      connectionIds: [connectionId],
      content,
      ...(scheduledAt && { scheduledAt: scheduledAt.toISOString() }),
    };
    const { posts } = await answerOf(social.POST(`${api}/posts`, { body }));
    return posts[0]!;
  };

  it('connects a Page through the dialog', async () => {
    const started = await answerOf(
      social.POST(`${api}/connections/authorize`, { body: { platform: 'FACEBOOK' } }),
    );
    await visit(await answerDialog(app, started.authorizationUrl, { user: SEED.alex }));
    const path = { id: started.sessionId };
    const session = await answerOf(social.GET(`${api}/connections/sessions/{id}`, { params: { path } }));
    const able = session.accounts.filter(({ canPublish }) => canPublish);

    const { connections } = await answerOf(
      social.POST(`${api}/connections/sessions/{id}/select`, {
        params: { path },
        body: { accountIds: [able[0]!.accountId] },
      }),
    );

    connectionId = connections[0]!.id;
    expect(session.status).toBe('CHOOSING');
    expect(connections).toMatchObject([{ platform: 'FACEBOOK', isActive: true, warnings: [] }]);
  });

  it('schedules a post, which is published once at its time, and reads its figures', async () => {
    const post = await schedule('The boathouse opens at ten', app.clock.in(3_600_000));
    await app.publishDue();
    const before = await read(post.id);

    await app.advance(3_601);
    await app.publishDue();
    const after = await read(post.id);
    const { engagement } = await answerOf(
      social.POST(`${api}/posts/{id}/sync-engagement`, { params: { path: { id: post.id } } }),
    );
    const { data: attempts } = await answerOf(
      social.GET(`${api}/posts/{id}/attempts`, { params: { path: { id: post.id } } }),
    );

    expect(before.status).toBe('SCHEDULED');
    expect(after).toMatchObject({ status: 'PUBLISHED', permalink: expect.stringMatching(/^https?:/) });
    expect(await app.sandbox.ledger({ text: 'The boathouse opens at ten' })).toHaveLength(1);
    expect(engagement.likes).toEqual(expect.any(Number));
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['published']);
  });

  it('cancels a post, and says by code why it cannot be cancelled twice', async () => {
    const post = await schedule('Never to be seen', app.clock.in(3_600_000));
    const path = { id: post.id };
    const cancelled = await answerOf(social.POST(`${api}/posts/{id}/cancel`, { params: { path } }));

    const { error, response } = await social.POST(`${api}/posts/{id}/cancel`, { params: { path } });

    expect(cancelled.status).toBe('CANCELLED');
    expect(response.status).toBe(409);
    expect(error).toMatchObject({
      code: 'POST_WRONG_STATUS',
      requestId: response.headers.get('x-request-id'),
    });
  });

  it('retries a post that failed', async () => {
    const post = await schedule('Second try', app.clock.in(60_000));
    await app.database.query(`UPDATE "SocialPost" SET status = 'FAILED' WHERE id = '${post.id}'`);

    await answerOf(social.POST(`${api}/posts/{id}/retry`, { params: { path: { id: post.id } } }));
    await app.advance(61);
    await app.publishDue();

    expect(await read(post.id)).toMatchObject({ status: 'PUBLISHED' });
  });

  it('throws what went wrong, with its code and its status', async () => {
    const refused = answerOf(
      social.POST(`${api}/posts`, { body: { connectionIds: [connectionId], content: 'x'.repeat(70_000) } }),
    );

    await expect(refused).rejects.toMatchObject({
      name: 'SocialProblem',
      status: 400,
      code: 'VALIDATION_FAILED',
      problem: { errors: [expect.objectContaining({ field: 'content' })] },
    });
  });

  it('takes no page of a proxy for a problem of the service', async () => {
    const behindProxy = createSocialClient({
      baseUrl: app.url,
      accessToken: 'any',
      fetch: async () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
    });

    const failing = answerOf(behindProxy.GET(`${api}/connections`));

    await expect(failing).rejects.toMatchObject({ status: 502, code: 'HTTP_502', problem: undefined });
  });

  it('goes through pages of a list', async () => {
    const query = { limit: 2, status: 'PUBLISHED' } as const;
    const first = await answerOf(social.GET(`${api}/posts`, { params: { query: { ...query, limit: 1 } } }));
    const next = await answerOf(
      social.GET(`${api}/posts`, { params: { query: { ...query, cursor: first.nextCursor ?? '' } } }),
    );

    expect([...first.data, ...next.data].map(({ content }) => content)).toEqual([
      'Second try',
      'The boathouse opens at ten',
    ]);
  });
});
