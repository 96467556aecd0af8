import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PostContent } from '../../src/kernel/post-content.ts';
import type { ResumeState } from '../../src/modules/providers/provider.port.ts';
import { ProviderFixture, seeded } from '../support/provider-fixture.ts';

let fixture: ProviderFixture;

beforeAll(async () => {
  fixture = await ProviderFixture.open();
});

beforeEach(() => fixture.reset());

afterAll(() => fixture.close());

describe('Connecting Instagram', () => {
  it('explains a Page without an Instagram account', async () => {
    const accounts = await fixture.connect('INSTAGRAM', { user: seeded.sam });

    expect(accounts).toMatchObject([
      { accountName: 'Sunrise Swimmers', canPublish: false, problems: [{ code: 'INSTAGRAM_NOT_LINKED' }] },
    ]);
  });

  it('names the permission that was declined', async () => {
    const accounts = await fixture.connect('INSTAGRAM', {
      user: seeded.alex,
      declined: 'instagram_content_publish',
    });

    expect(accounts).toMatchObject([
      {
        accountId: seeded.instagram,
        canPublish: false,
        problems: expect.arrayContaining([expect.objectContaining({ code: 'FACEBOOK_PERMISSION_MISSING' })]),
      },
    ]);
  });
});

describe('Publishing on Instagram', () => {
  it('says what is wrong with a picture of the wrong shape', async () => {
    const access = await fixture.accessTo('INSTAGRAM', seeded.instagram);

    const prepared = await fixture.prepareOnce(access, fixture.picture('wide.jpg'));

    expect(prepared).toMatchObject({ status: 'failed', failure: { code: 'INSTAGRAM_ASPECT_RATIO' } });
  });

  it('forgets a container that failed', async () => {
    const access = await fixture.accessTo('INSTAGRAM', seeded.instagram);
    await fixture.sandbox.control(`accounts/${seeded.instagram}`, { containerFails: true });
    let saved: ResumeState = {};
    const remember = async (resume: ResumeState): Promise<void> => {
      saved = resume;
    };
    const content: PostContent = { content: 'a', media: [fixture.picture('photo.jpg')], options: {} };
    const { publishing } = fixture.provider('INSTAGRAM');
    await publishing.prepare(access, content, { resume: saved, save: remember });
    expect(saved).toMatchObject({ containerId: expect.any(String), createdAt: expect.any(Number) });
    await fixture.sandbox.control('clock', { advanceSeconds: 5 });

    const prepared = await publishing.prepare(access, content, { resume: saved, save: remember });

    expect(prepared).toMatchObject({ status: 'failed', failure: { code: 'INSTAGRAM_UPLOAD_FAILED' } });
    expect(saved).toEqual({});
  });

  it('keeps the container it made and waits for it', async () => {
    const access = await fixture.accessTo('INSTAGRAM', seeded.instagram);
    const content: PostContent = { content: 'a', media: [fixture.picture('photo.jpg')], options: {} };
    const { publishing } = fixture.provider('INSTAGRAM');
    await fixture.sandbox.control(`accounts/${seeded.instagram}`, { containerSeconds: 60 });

    const first = await publishing.prepare(access, content, { resume: {}, save });
    const resume = first.status === 'waiting' ? first.resume : {};
    const second = await publishing.prepare(access, content, { resume, save });

    expect(first).toMatchObject({ status: 'waiting', resume: { containerId: expect.any(String) } });
    expect(second).toMatchObject({ status: 'waiting', resume });
  });

  it('makes a new container when the one it kept is too old', async () => {
    const access = await fixture.accessTo('INSTAGRAM', seeded.instagram);
    const resume = { containerId: '17000', createdAt: Date.now() - 24 * 3_600_000 };

    const prepared = await fixture.prepareOnce(access, fixture.picture('photo.jpg'), resume);

    expect(prepared).toMatchObject({
      status: 'waiting',
      resume: { containerId: expect.not.stringMatching('^17000$') },
    });
  });

  it('makes a new container when Instagram has dropped the one it kept', async () => {
    const access = await fixture.accessTo('INSTAGRAM', seeded.instagram);
    const first = await fixture.prepareOnce(access, fixture.picture('photo.jpg'));
    const resume = first.status === 'waiting' ? first.resume : {};
    await fixture.sandbox.control('clock', { advanceSeconds: 25 * 3600 });

    const second = await fixture.prepareOnce(access, fixture.picture('photo.jpg'), resume);

    expect(second).toMatchObject({
      status: 'waiting',
      resume: { containerId: expect.not.stringMatching(String(resume['containerId'])) },
    });
  });

  it('does not offer a published container for publishing again', async () => {
    const access = await fixture.accessTo('INSTAGRAM', seeded.instagram);
    const first = await fixture.prepareOnce(access, fixture.picture('photo.jpg'));
    const resume = first.status === 'waiting' ? first.resume : {};
    await fixture.sandbox.control('clock', { advanceSeconds: 5 });
    const content: PostContent = { content: 'a', media: [fixture.picture('photo.jpg')], options: {} };
    await fixture.provider('INSTAGRAM').publishing.publish(access, content, resume);

    const again = await fixture.prepareOnce(access, fixture.picture('photo.jpg'), resume);

    expect(again).toMatchObject({ status: 'failed', failure: { meaning: 'duplicate' } });
  });

  it('is told to come back when the container is not ready', async () => {
    const access = await fixture.accessTo('INSTAGRAM', seeded.instagram);
    await fixture.sandbox.control(`accounts/${seeded.instagram}`, { containerSeconds: 60 });
    const content: PostContent = { content: 'a', media: [fixture.picture('photo.jpg')], options: {} };
    const { publishing } = fixture.provider('INSTAGRAM');
    const prepared = await publishing.prepare(access, content, { resume: {}, save });

    const result = await publishing.publish(
      access,
      content,
      prepared.status === 'waiting' ? prepared.resume : {},
    );

    expect(result).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unavailable', code: 'INSTAGRAM_NOT_READY' },
    });
  });

  it('looks at the account when Instagram blocks the action but publishes', async () => {
    const access = await fixture.accessTo('INSTAGRAM', seeded.instagram);
    await fixture.sandbox.control('faults', {
      platform: 'INSTAGRAM',
      operation: 'publish',
      fault: 'action-blocked',
    });

    const result = await fixture.publish(access, {
      content: 'Blocked',
      media: [fixture.picture('photo.jpg')],
      options: {},
    });

    expect(result).toMatchObject({ failure: { meaning: 'unknown', code: 'INSTAGRAM_ACTION_BLOCKED' } });
    expect(await fixture.sandbox.ledger({ text: 'Blocked' })).toHaveLength(1);
  });
});

const save = async (): Promise<void> => undefined;
