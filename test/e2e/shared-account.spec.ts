import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Platform } from '../../src/kernel/platform.ts';
import { ReconcileService } from '../../src/modules/posts/reconcile.service.ts';
import { ProviderRegistry } from '../../src/modules/providers/provider.registry.ts';
import type { GivenConnection, GivenPost } from '../support/given.ts';
import { TestApp } from '../support/test-app.ts';

interface PostView {
  status: string;
  platformPostId: string | null;
}

/** Long enough for the settle time and a second look, at the default settings. */
const settled = 200;
const content = 'The gate is open from eight on Sunday';

describe.each<Platform>(['TWITTER', 'FACEBOOK'])(
  'an account on %s that two tenants connected',
  (platform) => {
    let app: TestApp;

    beforeAll(async () => {
      app = await TestApp.start();
    });

    afterAll(async () => {
      await app.close();
    });

    afterEach(() => {
      jest.restoreAllMocks();
    });

    const twoTenants = async () => {
      const mine = await app.given.connection(platform);
      const theirs = await app.given.connection(platform, { tenantId: 'union', account: mine });
      await app.sandbox.control(`accounts/${mine.accountId}`, { duplicateCheck: false });
      return { mine, theirs };
    };
    const sendWithFault = async (connection: GivenConnection, fault: string) => {
      const post = await app.given.post(connection, { content });
      await app.sandbox.control('faults', { accountId: connection.accountId, operation: 'publish', fault });
      await app.publishDue();
      return post;
    };
    const view = async ({ tenantId }: GivenConnection, { id }: GivenPost) =>
      (await app.api.as({ tenantId }).get<PostView>(`/posts/${id}`)).body;
    const lookUntilDecided = async () => {
      for (let look = 0; look < 4; look += 1) {
        await app.advance(settled);
        await app.recover();
        await app.publishDue();
      }
    };
    /** The account cannot be read for longer than anybody waits. */
    const giveUpLooking = async ({ accountId }: GivenConnection) => {
      const fault = { accountId, operation: 'read', fault: 'error-before', times: null };
      await app.sandbox.control('faults', fault);
      for (let look = 0; look < 2; look += 1) {
        await app.advance(31 * 60);
        await app.recover();
      }
    };
    const expectEachItsOwn = async (posts: [GivenConnection, GivenPost][]) => {
      const rows = await Promise.all(posts.map(async ([connection, post]) => await view(connection, post)));
      const live = await app.sandbox.ledger({ accountId: posts[0]![0].accountId });
      expect(rows.map(({ status }) => status)).toEqual(['PUBLISHED', 'PUBLISHED']);
      expect(new Set(rows.map(({ platformPostId }) => platformPostId))).toEqual(
        new Set(live.map(({ id }) => id)),
      );
      expect(live).toHaveLength(2);
    };

    /** Waits for no send. */
    const lookUp = async () => {
      const reconcile = app.nest.get(ReconcileService);
      await reconcile.reconcileSettled();
      await reconcile.drain();
    };
    /** What happens while the next send has its answer, and has not told it to anybody. */
    const beforeItsAnswerIsTold = (meanwhile: () => Promise<void>) => {
      const { publishing } = app.nest.get(ProviderRegistry).require(platform);
      const publish = publishing.publish.bind(publishing);
      jest.spyOn(publishing, 'publish').mockImplementationOnce(async (...given) => {
        const result = await publish(...given);
        await meanwhile();
        return result;
      });
    };
    const hideFromReading = (hidden: Set<string>) => {
      const { publishing } = app.nest.get(ProviderRegistry).require(platform);
      const readBack = publishing.readBack.bind(publishing);
      jest.spyOn(publishing, 'readBack').mockImplementation(async (...given) => {
        const read = await readBack(...given);
        if (read.status === 'unreadable') return read;
        return { ...read, posts: read.posts.filter(({ platformPostId }) => !hidden.has(platformPostId)) };
      });
    };

    it("does not take one tenant's live post for the other's, which said the same and did not land", async () => {
      const { mine, theirs } = await twoTenants();
      const lost = await sendWithFault(mine, 'error-before');
      const live = await app.given.post(theirs, { content });
      await app.publishDue();

      await lookUntilDecided();

      await expectEachItsOwn([
        [mine, lost],
        [theirs, live],
      ]);
    });

    it('gives a live post to one of two sends without an answer, and sends the other again', async () => {
      const { mine, theirs } = await twoTenants();
      const lost = await sendWithFault(mine, 'error-before');
      const live = await sendWithFault(theirs, 'drop-answer');

      await lookUntilDecided();

      await expectEachItsOwn([
        [mine, lost],
        [theirs, live],
      ]);
    });

    it('gives a live post to one of two undecided posts that are retried at once, and sends the other again', async () => {
      const { mine, theirs } = await twoTenants();
      const lost = await sendWithFault(mine, 'error-before');
      const live = await sendWithFault(theirs, 'drop-answer');
      await giveUpLooking(mine);
      await app.sandbox.send('DELETE', '/_sandbox/faults');

      await app.api.post(`/posts/${lost.id}/retry`);
      await app.api.as({ tenantId: theirs.tenantId }).post(`/posts/${live.id}/retry`);
      await app.publishDue();
      await lookUntilDecided();

      await expectEachItsOwn([
        [mine, lost],
        [theirs, live],
      ]);
    });

    it('leaves a live post that may be the other one’s alone when an undecided post is retried', async () => {
      const { mine, theirs } = await twoTenants();
      const lost = await sendWithFault(mine, 'error-before');
      await giveUpLooking(mine);
      const undecided = await view(mine, lost);
      await app.sandbox.send('DELETE', '/_sandbox/faults');
      const live = await sendWithFault(theirs, 'drop-answer');

      await app.api.post(`/posts/${lost.id}/retry`);
      await app.publishDue();
      const meanwhile = await view(mine, lost);
      await lookUntilDecided();

      expect([undecided.status, meanwhile.status]).toEqual(['FAILED', 'SCHEDULED']);
      await expectEachItsOwn([
        [mine, lost],
        [theirs, live],
      ]);
    });

    it('binds a live post to one row where a worker kept the answer to itself for minutes', async () => {
      const { mine, theirs } = await twoTenants();
      const lost = await sendWithFault(mine, 'error-before');
      const live = await app.given.post(theirs, { content });
      beforeItsAnswerIsTold(async () => {
        for (let look = 0; look < 2; look += 1) {
          await app.advance(settled + 20);
          await lookUp();
        }
      });

      await app.publishDue();
      const meanwhile = await Promise.all([view(mine, lost), view(theirs, live)]);
      await app.api.as({ tenantId: theirs.tenantId }).post(`/posts/${live.id}/retry`);
      await app.publishDue();
      await lookUntilDecided();

      expect(meanwhile).toMatchObject([
        { status: 'PUBLISHED' },
        { status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN', platformPostId: null },
      ]);
      await expectEachItsOwn([
        [mine, lost],
        [theirs, live],
      ]);
    });

    it('takes no live post of another one while its own may not be shown yet', async () => {
      const { mine, theirs } = await twoTenants();
      const first = await sendWithFault(mine, 'drop-answer');
      const [firstLive] = await app.sandbox.ledger({ accountId: mine.accountId });
      const hidden = new Set([String(firstLive?.id)]);
      hideFromReading(hidden);
      await app.advance(10);
      const second = await sendWithFault(theirs, 'drop-answer');

      await app.advance(142);
      for (let look = 0; look < 3; look += 1) {
        await app.recover();
        await app.advance(16);
      }
      const meanwhile = await view(mine, first);
      hidden.clear();
      await lookUntilDecided();
      const seen = await view(mine, first);
      await app.api.post(`/posts/${first.id}/retry`);
      await app.publishDue();

      // Two that look like it are a person's to decide; none is sent again.
      expect([meanwhile, seen]).toMatchObject([
        { status: 'PUBLISHING' },
        { status: 'FAILED', errorCode: 'OUTCOME_UNKNOWN' },
      ]);
      await expectEachItsOwn([
        [mine, first],
        [theirs, second],
      ]);
    });
  },
);
