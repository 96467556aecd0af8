import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PostContent } from '../../src/kernel/post-content.ts';
import type { AccountAccess, Provider, ResumeState } from '../../src/modules/providers/provider.port.ts';
import { ProviderFixture, seeded, textPost } from '../support/provider-fixture.ts';

/** Posts on a Page as drafts that are published by their id (FACEBOOK_TWO_PHASE). */
describe('Facebook in two phases', () => {
  let fixture: ProviderFixture;
  let access: AccountAccess;
  let publishing: Provider['publishing'];

  beforeAll(async () => {
    fixture = await ProviderFixture.open({ FACEBOOK_TWO_PHASE: 'true' });
    publishing = fixture.provider('FACEBOOK').publishing;
  });

  beforeEach(async () => {
    await fixture.reset();
    access = await fixture.accessTo('FACEBOOK', seeded.page);
  });

  afterAll(() => fixture.close());

  const text = textPost('Training starts at six');
  const contents = (): [string, PostContent][] => [
    ['text', text],
    ['link', { ...text, options: { link: 'https://club.example/news' } }],
    ['photo', fixture.pictured('On the water')],
  ];
  const ledger = async () => await fixture.sandbox.ledger({ accountId: seeded.page });
  const order = async (operation: string, fault: string) =>
    await fixture.sandbox.control('faults', { operation, fault });
  const prepare = async (content: PostContent, resume: ResumeState = {}, saved: ResumeState[] = []) =>
    await publishing.prepare(access, content, {
      resume,
      save: async (state) => void saved.push(state),
    });
  const ready = async (content: PostContent, resume: ResumeState = {}) => {
    const prepared = await prepare(content, resume);
    if (prepared.status !== 'ready') throw new Error(`It is ${prepared.status}.`);
    return prepared.resume;
  };
  const readBack = async (content: PostContent, resume: ResumeState, ageMs = 60_000) =>
    await publishing.readBack(access, { content, resume, since: new Date(Date.now() - ageMs) });

  it('makes every kind of post invisibly, stores its id, and shows that very post', async () => {
    for (const [kind, content] of contents()) {
      const saved: ResumeState[] = [];
      const before = await ledger();
      const prepared = await prepare(content, {}, saved);
      const afterPreparing = await ledger();
      if (prepared.status !== 'ready') throw new Error(`The ${kind} is ${prepared.status}.`);

      const result = await publishing.publish(access, content, prepared.resume);

      expect(publishing.publishClass(content)).toBe('two-phase');
      expect(afterPreparing).toEqual(before);
      expect(saved.at(-1)).toEqual(prepared.resume);
      expect(result).toMatchObject({ status: 'published', platformPostId: prepared.resume['draftId'] });
      expect((await ledger()).at(-1)).toMatchObject({
        id: prepared.resume['draftId'],
        text: content.content,
        mediaCount: content.media.length,
        link: content.options.link ?? null,
      });
    }
  });

  it('publishing the same draft again is no second post', async () => {
    const resume = await ready(text);

    await publishing.publish(access, text, resume);
    const again = await publishing.publish(access, text, resume);

    expect(again).toMatchObject({ status: 'published', platformPostId: resume['draftId'] });
    expect(await ledger()).toHaveLength(1);
  });

  it.each(['drop-answer', 'error-after-accept'])(
    'after a lost answer (%s) the draft itself tells that it is live, though no list shows it yet',
    async (fault) => {
      const resume = await ready(text);
      await fixture.sandbox.control(`accounts/${seeded.page}`, { readLagSeconds: 3_600 });
      await order('publish', fault);

      const result = await publishing.publish(access, text, resume);
      const read = await readBack(text, resume, 0);

      expect(result).toMatchObject({ status: 'failed', failure: { meaning: 'unknown' } });
      expect(read).toMatchObject({
        status: 'read',
        draft: 'live',
        posts: [{ platformPostId: resume['draftId'], text: text.content }],
      });
    },
  );

  it('a draft that was not published is ready, and a later try uses it', async () => {
    const resume = await ready(text);
    await order('publish', 'error-before');
    await publishing.publish(access, text, resume);

    expect(await readBack(text, resume)).toEqual({ status: 'read', posts: [], draft: 'ready' });
    expect(await ready(text, resume)).toEqual(resume);
  });

  it('one that is live already is not published again but looked up', async () => {
    const resume = await ready(text);
    await publishing.publish(access, text, resume);

    expect(await prepare(text, resume)).toMatchObject({
      status: 'failed',
      failure: { meaning: 'duplicate', code: 'FACEBOOK_ALREADY_PUBLISHED' },
    });
  });

  it('a draft that Facebook does not know any more is gone, and another is made', async () => {
    const lost = { draftId: `${seeded.page}_1229999999` };

    expect(await readBack(text, lost)).toMatchObject({ status: 'read', draft: 'gone' });
    expect((await ready(text, lost))['draftId']).not.toBe(lost.draftId);
  });

  it('an id that is lost costs an orphan that nobody sees, and the photos are uploaded anew', async () => {
    const content = fixture.pictured('On the water');
    const saved: ResumeState[] = [];
    await fixture.sandbox.control('faults', { operation: 'prepare', fault: 'slow', ms: 1 });
    await order('prepare', 'drop-answer');

    const lost = await prepare(content, {}, saved);
    const resume = await ready(content, saved.at(-1));
    await publishing.publish(access, content, resume);

    expect(lost).toMatchObject({ status: 'failed', failure: { meaning: 'unknown' } });
    expect(saved.at(-1)).toEqual({});
    expect(await ledger()).toMatchObject([{ id: resume['draftId'], mediaCount: 1 }]);
  });

  it('a send of before drafts were switched on has none, and is found in the list', async () => {
    const plain = await ProviderFixture.open();
    const old = await plain.accessTo('FACEBOOK', seeded.page);
    await plain.publish(old, text);
    const read = await plain.provider('FACEBOOK').publishing.readBack(old, {
      content: text,
      resume: {},
      since: new Date(Date.now() - 60_000),
    });
    await plain.close();

    expect(read).toMatchObject({ status: 'read', draft: 'none', posts: [{ text: text.content }] });
    expect(await readBack(text, {})).toEqual({ status: 'read', draft: 'none', posts: [] });
  });
});
