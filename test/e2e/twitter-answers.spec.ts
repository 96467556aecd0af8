import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { GivenConnection } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface PostView {
  status: string;
  errorCode: string | null;
  errorMessage: string | null;
  retryCount: number;
  nextAttemptAt: string | null;
}

const invalidMedia = {
  errors: [{ parameters: { 'media.media_ids': ['1'] }, message: 'Your media IDs are invalid.' }],
  title: 'Invalid Request',
  detail: 'One or more parameters to your request was invalid.',
  type: 'https://api.x.com/2/problems/invalid-request',
};

describe('what follows from an answer of X', () => {
  let app: TestApp;
  let connection: GivenConnection;

  beforeAll(async () => {
    app = await TestApp.start();
  });

  beforeEach(async () => {
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    connection = await app.given.connection('TWITTER');
  });

  afterAll(async () => {
    await app.close();
  });

  it('media that X forgot is uploaded again, and the post goes out', async () => {
    const { id } = await app.given.post(connection, { image: 'photo.jpg' });
    await refusePublishing({ status: 400, body: invalidMedia });
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    await app.publishDue();
    await app.publishDue();

    expect(await view(id)).toMatchObject({ status: 'PUBLISHED', retryCount: 1 });
    expect(await calls('/2/media/upload')).toBe(2);
    expect(await app.sandbox.ledger({ accountId: connection.accountId })).toHaveLength(1);
  });

  it('media that X does not want is uploaded twice, and then its author is asked', async () => {
    const { id } = await app.given.post(connection, { image: 'photo.jpg' });
    await refusePublishing({ status: 400, body: invalidMedia, times: null });
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    for (let round = 0; round < 4; round += 1) await app.publishDue();

    expect(await view(id)).toMatchObject({ status: 'FAILED', errorCode: 'X_MEDIA_NOT_USABLE' });
    expect([await calls('/2/media/upload'), await calls('/2/tweets')]).toEqual([2, 2]);
    await app.sandbox.send('DELETE', '/_sandbox/faults');
    await app.api.post(`/posts/${id}/retry`, {});
    await app.publishDue();
    expect(await view(id)).toMatchObject({ status: 'PUBLISHED' });
    expect(await calls('/2/media/upload')).toBe(3);
  });

  it.each([
    ['spent credit', { fault: 'no-credit' }, 'X_CREDITS_DEPLETED', /administrator/],
    [
      'an app without the right',
      { status: 403, body: problem('oauth1-permissions') },
      'X_APP_NOT_PERMITTED',
      /administrator/,
    ],
    [
      'a mistake of ours',
      { status: 400, body: problem('invalid-request') },
      'X_REQUEST_REFUSED',
      /administrator/,
    ],
    [
      'content',
      { status: 403, body: detail('Only one cashtag is allowed.') },
      'X_CONTENT_REFUSED',
      /cashtag/,
    ],
    [
      'an answer that is not allowed',
      { status: 403, body: detail('Reply to this conversation is not allowed.') },
      'X_REPLY_NOT_ALLOWED',
      /mentioned/,
    ],
    [
      'a missing permission',
      { status: 403, body: detail('You are not permitted to perform this action.') },
      'X_NOT_PERMITTED',
      /reconnect/,
    ],
  ])('%s stops the post after one call', async (_title, fault, code, tells) => {
    const { id } = await app.given.post(connection);
    await refusePublishing({ ...fault, times: null });
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    await app.publishDue();
    await app.advance(3 * 3600);
    await app.publishDue();
    await app.recover();

    const failed = await view(id);
    expect(failed).toMatchObject({ status: 'FAILED', errorCode: code });
    expect(failed.errorMessage).toMatch(tells);
    expect(await calls('/2/tweets')).toBe(1);
  });

  it.each([400, 403, 404])(
    'a page with %d, of whoever stands before X, is no refusal of the post',
    async (status) => {
      const connection = await app.given.connection('TWITTER');
      const { accountId, id } = connection;
      const post = await app.given.post(connection);
      const body = '<html>Attention Required!</html>';
      await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'custom', status, body });

      for (let round = 0; round < 2; round += 1) {
        await app.publishDue();
        await app.advance(160);
        await app.recover();
      }

      const { body: found } = await app.api.get(`/posts/${post.id}`);
      expect(found).toMatchObject({ status: 'PUBLISHED', retryCount: 1 });
      expect(await app.sandbox.ledger({ accountId })).toHaveLength(1);
      const { body: row } = await app.api.get(`/connections/${id}`);
      expect(row).toMatchObject({ isActive: true, errorMessage: null });
    },
  );

  it('a used-up month is not tried again before a day has passed', async () => {
    const { id } = await app.given.post(connection);
    await refusePublishing({ fault: 'usage-cap' });
    await app.sandbox.send('DELETE', '/_sandbox/calls');

    await app.publishDue();
    const waiting = await view(id);
    await app.advance(3600);
    await app.publishDue();

    expect(waiting).toMatchObject({ status: 'SCHEDULED', errorCode: 'X_USAGE_CAP', retryCount: 0 });
    expect(hoursFromNow(waiting.nextAttemptAt)).toBeCloseTo(23, 0);
    expect(await calls('/2/tweets')).toBe(1);
  });

  async function refusePublishing(rule: Record<string, unknown>): Promise<void> {
    const { accountId } = connection;
    await app.sandbox.control('faults', { accountId, operation: 'publish', fault: 'custom', ...rule });
  }

  async function view(id: string): Promise<PostView> {
    return (await app.api.get<PostView>(`/posts/${id}`)).body;
  }

  async function calls(path: string): Promise<number> {
    const { body } = await app.sandbox.send('GET', '/_sandbox/calls?since=0');
    return (body as { calls: { path: string }[] }).calls.filter((call) => call.path === path).length;
  }

  function hoursFromNow(moment: string | null): number {
    return (Date.parse(moment ?? '') - app.clock.now().getTime()) / 3_600_000;
  }
});

function problem(type: string): unknown {
  return { title: 'A problem', detail: 'No.', type: `https://api.x.com/2/problems/${type}` };
}

function detail(words: string): unknown {
  return { title: 'Forbidden', detail: words, type: 'about:blank', status: 403 };
}
