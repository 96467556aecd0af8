import { describe, expect, it } from '@jest/globals';
import { bodyOf, isCheckable, withoutOptions } from './draft-body.ts';
import { movedMedia, withFile, withoutMedia } from './draft-media.ts';
import { emptyDraft, typeOfAddress, withOptions, type Draft, type MediaDraft } from './draft.ts';
import { beginDraft, keepDraft } from './draft-storage.ts';
import { nameOfSubmission, endSubmission } from './submission-name.ts';

const uploaded = (key: string): MediaDraft => ({
  key,
  name: `${key}.jpg`,
  type: 'IMAGE',
  altText: ' A boat ',
  picture: null,
  state: { status: 'linked', url: `https://files.example/${key}.jpg` },
});
const keys = ({ media }: { media: MediaDraft[] }) => media.map(({ key }) => key);

/** As a browser's tab has one. */
function emptyStorage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  } as unknown as Storage;
}

describe('the draft of a post', () => {
  it('changes the order of its files one place at a time, and keeps it at the ends', () => {
    const draft = { ...emptyDraft, media: ['a', 'b', 'c'].map(uploaded) };

    expect(keys(movedMedia(draft, 'c', -1))).toEqual(['a', 'c', 'b']);
    expect(keys(movedMedia(draft, 'a', 1))).toEqual(['b', 'a', 'c']);
    expect(keys(movedMedia(draft, 'a', -1))).toEqual(['a', 'b', 'c']);
    expect(keys(movedMedia(draft, 'c', 1))).toEqual(['a', 'b', 'c']);
  });

  it('forgets an option that was emptied', () => {
    const draft = withOptions(emptyDraft, 'FACEBOOK', { firstComment: 'Hello', link: 'https://a.example' });

    const emptied = withOptions(draft, 'FACEBOOK', { firstComment: '' });

    expect(emptied.options.FACEBOOK).toEqual({ link: 'https://a.example' });
  });

  it('becomes a body with the options of chosen platforms and with files that are there', () => {
    const waiting: MediaDraft = { ...uploaded('b'), state: { status: 'waiting' } };
    const draft = {
      ...withOptions(withOptions(emptyDraft, 'TWITTER', { replySettings: 'MENTIONED' }), 'FACEBOOK', {
        firstComment: 'Hello',
      }),
      accountIds: ['one'],
      content: 'Regatta',
      media: [uploaded('a'), waiting],
      when: { kind: 'draft' } as const,
    };

    expect(bodyOf(draft, ['TWITTER'])).toEqual({
      connectionIds: ['one'],
      content: 'Regatta',
      media: [{ url: 'https://files.example/a.jpg', type: 'IMAGE', altText: 'A boat' }],
      options: { twitter: { replySettings: 'MENTIONED' } },
      status: 'DRAFT',
    });
  });

  it('gives each part of a thread its own files, where X is asked for', () => {
    const part = (key: string) => ({ key, content: `Part ${key}`, media: [] });
    const draft: Draft = { ...emptyDraft, content: 'Regatta', thread: [part('one'), part('two')] };
    const waiting: MediaDraft = { ...uploaded('late'), state: { status: 'waiting' } };

    const filled = withFile(
      withFile(withFile(draft, 'two', uploaded('a')), 'two', waiting),
      null,
      uploaded('b'),
    );

    expect(bodyOf(filled, ['TWITTER'])).toMatchObject({
      media: [{ url: 'https://files.example/b.jpg' }],
      options: {
        twitter: {
          thread: [
            { content: 'Part one' },
            { content: 'Part two', media: [{ url: 'https://files.example/a.jpg' }] },
          ],
        },
      },
    });
    expect(bodyOf(filled, ['FACEBOOK']).options).toBeUndefined();
    expect(withoutMedia(filled, 'a').thread[1]?.media).toEqual([waiting]);
  });

  it('is looked at without options that are half typed, but not without anything else', () => {
    const body = {
      connectionIds: ['one'],
      content: 'Regatta',
      options: { twitter: { quotePostId: '1', poll: { options: [''], durationMinutes: 60 } } },
    };
    const poll = { place: 'TWITTER.poll.options[0]', platform: null, text: 'It must not be empty.' };
    const content = { place: 'content', platform: null, text: 'It is too long.' };

    expect(withoutOptions(body, [poll])?.options).toEqual({ twitter: { quotePostId: '1' } });
    expect(withoutOptions(body, [poll, content])).toBeNull();
  });

  it('is not worth a question while there is nobody to post as, or nothing to say', () => {
    expect(isCheckable({ connectionIds: [], content: 'Regatta' })).toBe(false);
    expect(isCheckable({ connectionIds: ['one'], content: '  ' })).toBe(false);
    expect(isCheckable({ connectionIds: ['one'], content: 'Regatta' })).toBe(true);
  });

  it('takes an address that ends like a video for one', () => {
    expect(typeOfAddress('https://files.example/start.MP4?size=2')).toBe('VIDEO');
    expect(typeOfAddress('https://files.example/mp4/start.jpg')).toBe('IMAGE');
  });
});

describe('what was typed', () => {
  const place = { author: 'rowing anna', search: '' };
  const typed = { ...emptyDraft, content: 'Regatta' };

  it('is there again after a reload, and for nobody else', () => {
    const storage = emptyStorage();
    keepDraft(typed, place, storage);

    expect(beginDraft(place, storage)).toEqual({ draft: typed, isRestored: true });
    expect(beginDraft({ ...place, author: 'rowing ben' }, storage).draft).toEqual(emptyDraft);
  });

  it('is kept with the files of a thread that are there, without those on their way', () => {
    const storage = emptyStorage();
    const waiting: MediaDraft = { ...uploaded('late'), state: { status: 'waiting' } };
    const thread = [{ key: 'one', content: '', media: [uploaded('a'), waiting] }];
    keepDraft({ ...emptyDraft, thread }, place, storage);

    const { draft, isRestored } = beginDraft(place, storage);

    expect([isRestored, draft.thread]).toEqual([true, [{ key: 'one', content: '', media: [uploaded('a')] }]]);
  });

  it('gives way to another link of the CRM, but not to the one it was begun by', () => {
    const storage = emptyStorage();
    const link = { ...place, search: '?text=Open%20day&accounts=one,two' };
    keepDraft(typed, link, storage);

    const other = beginDraft({ ...place, search: '?text=Training&accounts=three' }, storage);

    expect(other.draft).toMatchObject({ content: 'Training', accountIds: ['three'] });
    expect(beginDraft(link, storage).draft.content).toBe('Regatta');
  });

  it('leaves nothing behind when it is empty again, and is not tripped up by what it cannot read', () => {
    const storage = emptyStorage();
    keepDraft(typed, place, storage);
    keepDraft(emptyDraft, place, storage);
    expect(beginDraft(place, storage).isRestored).toBe(false);

    storage.setItem('social-console-draft', 'no draft');

    expect(beginDraft(place, storage)).toEqual({ draft: emptyDraft, isRestored: false });
  });
});

describe('the name of a submission', () => {
  it('stays with the same body until the service has answered', () => {
    const storage = emptyStorage();
    const body = { connectionIds: ['one'], content: 'Regatta' };

    const name = nameOfSubmission(body, storage);
    const again = nameOfSubmission({ ...body }, storage);
    const changed = nameOfSubmission({ ...body, content: 'Training' }, storage);
    endSubmission(storage);
    const later = nameOfSubmission({ ...body, content: 'Training' }, storage);

    expect(again).toBe(name);
    expect(new Set([name, changed, later]).size).toBe(3);
  });
});
