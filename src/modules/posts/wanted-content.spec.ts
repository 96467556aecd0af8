import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { platforms, slugOf } from '../../kernel/platform.ts';
import type { PostOptions } from '../../kernel/post-content.ts';
import { contentFor, type WantedOptions } from './wanted-content.ts';

const value = fc.constantFrom(undefined, null, 'a', 'b');
const platformOptions = fc.record(
  { link: value, title: value, firstComment: value, quotePostId: value },
  { requiredKeys: [] },
);
const wantedOptions = fc
  .tuple(
    platformOptions,
    fc.record(
      {
        facebook: fc.option(platformOptions),
        instagram: fc.option(platformOptions),
        twitter: fc.option(platformOptions),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([common, own]) => ({ ...common, ...own }) as WantedOptions);

describe('the options of a post for one platform', () => {
  it('are its own where they are given, else those for all; null takes away, and nothing else is stored', () => {
    fc.assert(
      fc.property(wantedOptions, fc.constantFrom(...platforms), (options, platform) => {
        const { options: stored } = contentFor(platform, { content: '', media: [], options });

        const own = options[slugOf(platform)] ?? {};
        const names = ['link', 'title', 'firstComment', 'quotePostId'] as const;
        const expected = names.flatMap((name) => {
          const chosen = own[name] === undefined ? options[name] : own[name];
          return chosen ? [[name, chosen]] : [];
        });
        expect(stored).toEqual(Object.fromEntries(expected));
        expect(Object.values(stored)).not.toContain(null);
      }),
    );
  });

  it('stay the same when what was stored is given again', () => {
    fc.assert(
      fc.property(wantedOptions, fc.constantFrom(...platforms), (options, platform) => {
        const once = contentFor(platform, { content: '', media: [], options });

        expect(contentFor(platform, once)).toEqual(once);
      }),
    );
  });

  it('keep of each file what its author says, and nothing about its inside', () => {
    const file = { mimeType: 'image/png', bytes: 1 } as never;
    const media = [{ url: 'https://club.example/a', type: 'IMAGE' as const, altText: 'A', file }];
    const options: PostOptions = { thread: [{ content: 'Second', media }] };

    const stored = contentFor('TWITTER', { content: '', media, options });

    const given = { url: 'https://club.example/a', type: 'IMAGE', altText: 'A' };
    expect([stored.media, stored.options.thread]).toEqual([[given], [{ content: 'Second', media: [given] }]]);
  });

  it('leave out a thread that is no list, as a row written by hand may hold', () => {
    const options = { thread: 'Second', replySettings: 'FOLLOWING' } as never;

    expect(contentFor('TWITTER', { content: '', media: [], options }).options).toEqual({
      replySettings: 'FOLLOWING',
    });
  });
});
