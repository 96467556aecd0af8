import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { PostContent } from '../../src/kernel/post-content.ts';
import type { FailureMeaning, WhoMustAct } from '../../src/modules/providers/provider.errors.ts';
import type { AccountAccess, ResumeState } from '../../src/modules/providers/provider.port.ts';
import { ProviderFixture, seeded, textPost } from '../support/provider-fixture.ts';

type MetaPlatform = 'FACEBOOK' | 'INSTAGRAM';

/** What Meta answers, and what it must come to: the meaning, who acts, and words that a club admin is told. */
interface ErrorRow {
  code: number;
  sub?: number;
  status?: number;
  says?: string;
  isTransient?: true;
  meaning: FailureMeaning;
  who: WhoMustAct;
  tells: RegExp;
  /** Hours until the next try. */
  hours?: number;
}

const reconnect = { meaning: 'auth', who: 'club-admin' } as const;
const permission = { meaning: 'permission', who: 'club-admin' } as const;
const content = { meaning: 'content', who: 'author' } as const;
const limited = { meaning: 'rate-limited', who: 'wait' } as const;
const later = { meaning: 'unavailable', who: 'wait' } as const;
const unknown = { meaning: 'unknown', who: 'wait' } as const;
const setUp = { meaning: 'configuration', who: 'administrator' } as const;
const duplicate = { meaning: 'duplicate', who: 'author' } as const;

const both: ErrorRow[] = [
  { code: 190, sub: 458, ...reconnect, tells: /app was removed.*reconnect/i },
  { code: 190, sub: 459, ...reconnect, tells: /security check.*facebook\.com/i },
  { code: 368, sub: 1404006, ...reconnect, tells: /security check/i },
  { code: 4854002, ...reconnect, tells: /security check/i },
  { code: 190, sub: 460, ...reconnect, tells: /password was changed.*reconnect/i },
  { code: 190, sub: 463, ...reconnect, tells: /connection to Facebook has ended.*reconnect/i },
  { code: 190, sub: 467, status: 401, ...reconnect, tells: /has ended.*reconnect/i },
  { code: 190, ...reconnect, tells: /has ended.*reconnect/i },
  { code: 102, ...reconnect, tells: /has ended.*reconnect/i },
  { code: 190, sub: 464, ...reconnect, tells: /not confirmed.*confirm it/i },
  { code: 190, sub: 492, ...permission, tells: /no role on it.*two-factor/i },
  { code: 3, ...permission, tells: /permission is missing.*reconnect/i },
  { code: 10, ...permission, tells: /permission is missing/i },
  { code: 200, status: 403, ...permission, tells: /permission is missing/i },
  { code: 250, ...permission, tells: /permission is missing/i },
  { code: 4, ...limited, hours: 1, tells: /no more calls from this app.*next try/i },
  { code: 17, ...limited, hours: 1, tells: /no more calls for this person.*next try/i },
  { code: 341, ...limited, hours: 1, tells: /no more calls from this app.*next try/i },
  { code: 613, ...limited, hours: 1, tells: /no more calls.*next try/i },
  {
    code: 100,
    says: 'Invalid appsecret_proof provided in the API argument',
    ...setUp,
    tells: /administrator must check app id, app secret/i,
  },
  { code: 101, ...setUp, tells: /administrator must check/i },
  { code: 1, says: 'Error validating client secret.', ...setUp, tells: /administrator must check/i },
  { code: 2635, ...setUp, tells: /administrator must check.*version/i },
  { code: 100, ...setUp, tells: /internal error.*administrator/i },
  { code: 803, ...setUp, tells: /internal error.*administrator/i },
  { code: 1, ...unknown, tells: /disturbance.*looks what became/i },
  { code: 2, status: 500, ...unknown, tells: /disturbance/i },
  { code: 99, ...unknown, tells: /disturbance/i },
  { code: 960, ...unknown, tells: /disturbance/i },
  { code: 12345, isTransient: true, ...unknown, tells: /disturbance/i },
  { code: 100, status: 500, ...unknown, tells: /disturbance/i },
  { code: 200, isTransient: true, ...unknown, tells: /disturbance/i },
  { code: 190, isTransient: true, ...reconnect, tells: /has ended.*reconnect/i },
  { code: 4, isTransient: true, ...limited, hours: 1, tells: /no more calls from this app.*next try/i },
];

const onFacebook: ErrorRow[] = [
  { code: 100, sub: 33, ...permission, tells: /may no longer see this Facebook account.*reconnect/i },
  { code: 368, sub: 1404078, ...permission, tells: /Page Publishing Authorization/ },
  { code: 368, sub: 1404112, ...permission, tells: /limited this account for some days/i },
  { code: 368, sub: 1390008, ...limited, hours: 1, tells: /too fast/i },
  { code: 368, ...content, tells: /because of its rules/i },
  { code: 1346003, ...content, tells: /because of its rules/i },
  { code: 1404102, ...content, tells: /because of its rules/i },
  { code: 506, ...duplicate, tells: /published already/i },
  { code: 1404082, ...duplicate, tells: /published already/i },
  { code: 100, sub: 1366051, ...duplicate, tells: /published already/i },
  { code: 1609005, ...content, tells: /cannot use the link/i },
  { code: 1500, ...content, tells: /cannot use the link/i },
  { code: 2061006, ...content, tells: /cannot use the link/i },
  { code: 100, sub: 1609008, ...content, tells: /cannot use the link/i },
  { code: 100, sub: 1366046, ...content, tells: /picture or video.*4 MB/i },
  { code: 324, sub: 2069019, ...content, tells: /cannot use the picture or video/i },
  { code: 324, ...content, tells: /cannot use the picture or video/i },
  { code: 100, sub: 1363022, ...content, tells: /cannot use the video/i },
  { code: 100, sub: 1363023, ...content, tells: /cannot use the video.*10 GB/i },
  { code: 352, sub: 1363031, ...content, tells: /cannot use the video.*MP4/i },
  { code: 6000, ...content, tells: /cannot use the video/i },
  { code: 200, sub: 1363042, ...permission, tells: /may not post videos.*reconnect/i },
  { code: 390, sub: 1363030, ...later, tells: /upload to Facebook broke off/i },
  { code: 390, sub: 1363019, ...later, tells: /upload to Facebook broke off/i },
  { code: 390, sub: 1363033, ...later, tells: /upload to Facebook broke off/i },
  { code: 6001, sub: 1363037, ...later, tells: /upload to Facebook broke off/i },
  { code: 390, sub: 1363047, ...later, tells: /upload to Facebook broke off/i },
  { code: 1609010, ...later, tells: /upload to Facebook broke off/i },
  { code: 32, ...limited, hours: 1, tells: /no more calls for this Page.*next try/i },
  { code: 80001, ...limited, hours: 1, tells: /no more calls for this Page.*next try/i },
];

const onInstagram: ErrorRow[] = [
  { code: 100, sub: 33, ...permission, tells: /may no longer see this Instagram account.*reconnect/i },
  { code: 80002, ...limited, hours: 1, tells: /no more calls for this account.*next try/i },
  {
    code: 9,
    sub: 2207042,
    status: 403,
    ...limited,
    hours: 24,
    tells: /more posts from this account today.*next try/i,
  },
  {
    code: 4,
    sub: 2207051,
    status: 403,
    ...unknown,
    hours: 24,
    tells: /blocked posting for a while.*looks whether/i,
  },
  { code: 25, sub: 2207050, ...permission, tells: /restricted this account.*Instagram app/i },
  { code: -2, sub: 2207003, ...later, tells: /could not fetch the picture or video/i },
  { code: -2, sub: 2207020, ...unknown, tells: /looks whether it went out.*anew/i },
  { code: -1, sub: 2207001, ...unknown, tells: /disturbance/i },
  { code: -1, sub: 2207032, ...later, tells: /could not take the picture or video in/i },
  { code: -1, sub: 2207053, ...unknown, tells: /could not take the picture or video in/i },
  { code: 1, sub: 2207057, ...content, tells: /cover picture lies outside the video/i },
  { code: 24, sub: 2207006, ...content, tells: /does not find the media.*reconnect/i },
  { code: 24, sub: 2207008, ...unknown, tells: /looks whether it went out.*anew/i },
  { code: 100, sub: 2207023, ...setUp, tells: /internal error.*administrator/i },
  { code: 100, sub: 2207028, ...content, tells: /2 to 10/ },
  { code: 100, sub: 2207035, ...content, tells: /tagged person or product/i },
  { code: 100, sub: 2207036, ...content, tells: /tagged person or product/i },
  { code: 100, sub: 2207037, ...content, tells: /tagged person or product/i },
  { code: 100, sub: 2207040, ...content, tells: /tagged person or product/i },
  { code: 352, sub: 2207026, ...content, tells: /video format.*MP4/i },
  { code: 9004, sub: 2207052, ...later, tells: /could not fetch the picture or video/i },
  { code: 9007, sub: 2207027, ...later, tells: /still working.*in a moment/i },
  { code: 36000, sub: 2207004, ...content, tells: /too large for Instagram.*8 MB/i },
  { code: 36001, sub: 2207005, ...content, tells: /picture format.*JPEG/i },
  { code: 36003, sub: 2207009, ...content, tells: /shape of the picture.*4:5/i },
  { code: 36004, sub: 2207010, ...content, tells: /text is too long.*2,200/i },
  {
    code: 10,
    says: '(#10) The user is not an Instagram Business',
    meaning: 'configuration',
    who: 'club-admin',
    tells: /personal one.*professional account/i,
  },
  { code: 100, sub: 2207081, ...content, tells: /trial reels/i },
];

/** What only a container's status says. */
const ofContainers: [number, FailureMeaning, WhoMustAct, RegExp][] = [
  [2207077, 'unavailable', 'wait', /could not fetch/i],
  [2207082, 'unavailable', 'wait', /could not take the picture or video in/i],
  [2207085, 'content', 'author', /video format/i],
  [2207026, 'content', 'author', /video format/i],
  [2207009, 'content', 'author', /shape of the picture/i],
];

let fixture: ProviderFixture;

beforeAll(async () => {
  fixture = await ProviderFixture.open();
  await fixture.reset();
});

afterAll(() => fixture.close());

describe.each<[MetaPlatform, string, ErrorRow[]]>([
  ['FACEBOOK', seeded.page, [...both, ...onFacebook]],
  ['INSTAGRAM', seeded.instagram, [...both, ...onInstagram]],
])('what %s refuses', (platform, accountId, rows) => {
  let access: AccountAccess;
  let post: PostContent;
  let resume: ResumeState;

  beforeAll(async () => {
    access = await fixture.accessTo(platform, accountId);
    post = platform === 'FACEBOOK' ? textPost('News') : fixture.pictured('News');
    resume = await fixture.prepare(access, post);
  });

  beforeEach(async () => {
    await fixture.sandbox.send('DELETE', '/_sandbox/faults');
  });

  it.each(rows.map((row) => ({ ...row, title: `${row.code}/${row.sub ?? '-'} ${row.says ?? ''}` })))(
    '$title is $meaning, for $who',
    async (row) => {
      const body = {
        error: {
          message: row.says ?? 'Something',
          type: 'OAuthException',
          code: row.code,
          error_subcode: row.sub,
          is_transient: row.isTransient === true,
          fbtrace_id: 'A1',
        },
      };
      await fixture.sandbox.control('faults', {
        platform,
        operation: 'publish',
        fault: 'custom',
        status: row.status ?? 400,
        body,
      });

      const result = await fixture.provider(platform).publishing.publish(access, post, resume);

      if (result.status !== 'failed') throw new Error('It was published.');
      const { failure } = result;
      expect(failure).toMatchObject({
        meaning: row.meaning,
        who: row.who,
        message: expect.stringMatching(row.tells),
      });
      const hours = failure.retryAt
        ? Math.round((failure.retryAt.getTime() - Date.now()) / 3_600_000)
        : undefined;
      expect(hours).toBe(row.hours);
    },
  );

  it.each([500, 502, 503, 504])('a page of HTML with status %d is an outage', async (status) => {
    await fixture.sandbox.control('faults', {
      platform,
      operation: 'publish',
      fault: 'custom',
      status,
      body: '<html>Sorry, something went wrong</html>',
    });

    const result = await fixture.provider(platform).publishing.publish(access, post, resume);

    expect(result).toMatchObject({
      status: 'failed',
      failure: { meaning: 'unknown', code: `${platform}_UNAVAILABLE`, who: 'wait' },
    });
  });

  it('the minutes that a usage header names are waited for', async () => {
    await fixture.sandbox.control('faults', {
      platform,
      operation: 'publish',
      fault: 'rate-limit',
      resetSeconds: 19 * 60,
    });

    const result = await fixture.provider(platform).publishing.publish(access, post, resume);

    const retryAt = result.status === 'failed' ? result.failure.retryAt : undefined;
    expect(Math.round(((retryAt?.getTime() ?? 0) - Date.now()) / 60_000)).toBe(19);
  });
});

describe('a container that ends in an error', () => {
  it.each(ofContainers)('%d is %s, for %s', async (failsWith, meaning, who, tells) => {
    const access = await fixture.accessTo('INSTAGRAM', seeded.instagram);
    const post = fixture.pictured('News');
    const { publishing } = fixture.provider('INSTAGRAM');
    const prepared = await publishing.prepare(access, post, { resume: {}, save: async () => undefined });
    const resume = prepared.status === 'waiting' ? prepared.resume : {};
    fixture.platforms.graphMedia.containers.get(String(resume['containerId']))!.failsWith = failsWith;
    await fixture.sandbox.control('clock', { advanceSeconds: 2 });

    const failed = await publishing.prepare(access, post, { resume, save: async () => undefined });

    expect(failed).toMatchObject({
      status: 'failed',
      failure: { meaning, who, message: expect.stringMatching(tells), platformCode: String(failsWith) },
    });
  });
});

it('a post that Instagram does not let apps delete is for the club to delete', async () => {
  const access = await fixture.accessTo('INSTAGRAM', seeded.instagram);
  const { publishing } = fixture.provider('INSTAGRAM');
  const result = await fixture.publish(access, fixture.pictured('Stays'));
  const platformPostId = result.status === 'published' ? result.platformPostId : '';
  const body = { error: { message: 'No', type: 'OAuthException', code: -1, error_subcode: 2207073 } };
  await fixture.sandbox.control('faults', {
    platform: 'INSTAGRAM',
    operation: 'any',
    fault: 'custom',
    status: 400,
    body,
  });

  const removed = await publishing.remove(access, { platformPostId, options: {} });

  expect(removed).toMatchObject({
    status: 'failed',
    failure: {
      meaning: 'configuration',
      who: 'club-admin',
      message: expect.stringMatching(/delete it in the Instagram app/i),
    },
  });
});

it.each<[MetaPlatform, string, string]>([
  ['FACEBOOK', seeded.page, '(#100) The value must be a valid insights metric'],
  ['INSTAGRAM', seeded.instagram, '(#100) metric[0] must be one of the following values: reach'],
])('a metric that %s retired is left out, and the counts are read', async (platform, accountId, message) => {
  const access = await fixture.accessTo(platform, accountId);
  const result = await fixture.publish(
    access,
    platform === 'FACEBOOK' ? textPost('Counted') : fixture.pictured('Counted'),
  );
  const platformPostId = result.status === 'published' ? result.platformPostId : '';
  const body = { error: { message, type: 'OAuthException', code: 100 } };
  await fixture.sandbox.control('faults', {
    platform,
    operation: 'insights',
    fault: 'custom',
    status: 400,
    body,
    times: 2,
  });

  const figures = await fixture
    .provider(platform)
    .engagement.readEngagement(access, [{ platformPostId, publishedAt: new Date() }]);

  expect(figures.get(platformPostId)).toMatchObject({
    status: 'read',
    counts: { likes: expect.any(Number) },
  });
});
