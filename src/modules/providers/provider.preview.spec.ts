import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { facebookCapabilities } from './facebook/facebook-content.ts';
import { instagramCapabilities } from './instagram/instagram-content.ts';
import { previewOf } from './provider.preview.ts';
import { plainText } from './provider.text.ts';
import { twitterCapabilities, twitterWords } from './twitter/twitter-content.ts';

const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom('👨‍👩‍👧‍👦', '🇩🇪', 'é', ' https://club.example/a/long/way ', 'club.org', '東京', '\n', '👍🏽'),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''));
const short = { ...instagramCapabilities, text: { ...instagramCapabilities.text, maxLength: 40 } };

describe('the preview of a text', () => {
  it.each([
    ['X', twitterCapabilities, twitterWords],
    ['Instagram', short, plainText],
    ['Facebook', facebookCapabilities, plainText],
  ])(
    'shows on %s as much as fits, cut between characters, and loses nothing',
    (_name, capabilities, words) => {
      fc.assert(
        fc.property(text, (content) => {
          const preview = previewOf(capabilities, words, { content, media: [], options: {} });

          const [shown, cut] = [preview?.text ?? '', preview?.cutText ?? ''];
          expect(shown + cut).toBe(content.trim());
          expect(words.lengthOf(shown)).toBeLessThanOrEqual(capabilities.text.maxLength);
          expect(graphemes(shown) + graphemes(cut)).toBe(graphemes(content.trim()));
          const fits = words.lengthOf(content.trim()) <= capabilities.text.maxLength;
          expect(cut === '').toBe(fits);
        }),
        { numRuns: 150 },
      );
    },
  );

  it.each(['a', '👨‍👩‍👧‍👦', 'http://a.co ', 'a.b.c.', '東'])(
    'of a hundred thousand characters (%j again and again) takes no more than a moment and little memory',
    (unit) => {
      const content = unit.repeat(Math.floor(100_000 / unit.length));
      const before = process.cpuUsage();

      const preview = previewOf(twitterCapabilities, twitterWords, { content, media: [], options: {} });

      const { user, system } = process.cpuUsage(before);
      expect(preview?.text?.length).toBeGreaterThan(0);
      expect((user + system) / 1_000_000).toBeLessThan(5);
    },
  );
});

describe('the preview of a thread', () => {
  const picture = {
    url: 'https://club.example/a.jpg',
    type: 'IMAGE' as const,
    file: {
      mimeType: 'image/png',
      bytes: 1000,
      width: 4000,
      height: 2000,
      durationMs: null,
      videoCodec: null,
      audioCodec: null,
      framesPerSecond: null,
      frames: null,
    },
  };
  const thread = [
    { content: 'The second post' },
    { content: 'a'.repeat(281), media: [picture] },
    { content: 'See https://club.org' },
  ];
  const content = { content: 'The first post', media: [], options: { thread } };

  it('shows every part as the platform will, and where it is cut', () => {
    const preview = previewOf(twitterCapabilities, twitterWords, content);

    expect(preview?.text).toBe('The first post');
    expect(preview?.thread.map(({ text: shown, cutText }) => [shown, cutText])).toEqual([
      ['The second post', ''],
      ['a'.repeat(280), 'a'],
      ['See https://club.org', ''],
    ]);
    expect(preview?.thread[2]?.links).toMatchObject([{ url: 'https://club.org', counts: 23 }]);
  });

  it('says of which part a notice is', () => {
    const shy = { ...instagramCapabilities, thread: { maxParts: 3 } };

    const preview = previewOf(shy, plainText, content);

    expect(preview?.thread.flatMap(({ notices }) => notices.map(({ code, field }) => [code, field]))).toEqual(
      [
        ['IMAGE_CONVERTED', 'options.thread[1].media[0]'],
        ['IMAGE_SCALED', 'options.thread[1].media[0]'],
        ['LINK_NOT_CLICKABLE', 'options.thread[2].content'],
      ],
    );
  });

  it('is empty where the platform knows no threads', () => {
    expect(previewOf(facebookCapabilities, plainText, content)?.thread).toEqual([]);
  });
});

function graphemes(value: string): number {
  return [...new Intl.Segmenter().segment(value)].length;
}
