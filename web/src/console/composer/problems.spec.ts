import { describe, expect, it } from '@jest/globals';
import { emptyDraft, type MediaDraft } from './draft.ts';
import { piecesOf } from './marked-text.ts';
import { problemsOfChecks, problemsOfRefusal, problemsUnder, withoutUnbegun } from './problems.ts';
import { quotedId } from './quoted-id.ts';

const check = (platform: 'FACEBOOK' | 'TWITTER', field: string, message: string) => ({
  connectionId: platform,
  platform,
  valid: false,
  problems: [{ field, code: 'ANY', message }],
  preview: null,
  estimatedCostUsd: null,
});

describe('what the service says about a post', () => {
  it('is told once where two accounts of a platform have the same trouble, and names the platform', () => {
    const problems = problemsOfChecks([
      check('TWITTER', 'content', 'It is too long.'),
      check('TWITTER', 'content', 'It is too long.'),
    ]);

    expect(problems).toEqual([{ place: 'content', platform: 'TWITTER', text: 'It is too long.' }]);
  });

  it('belongs to no platform where every platform has the same trouble', () => {
    const problems = problemsOfChecks([
      check('TWITTER', 'media[0]', 'The file cannot be had.'),
      check('FACEBOOK', 'media[0]', 'The file cannot be had.'),
    ]);

    expect(problems).toEqual([{ place: 'media[0]', platform: null, text: 'The file cannot be had.' }]);
  });

  it('about an option stands at the option of that platform', () => {
    const [checked] = problemsOfChecks([check('FACEBOOK', 'options.firstComment', 'It is too long.')]);
    const refused = problemsOfRefusal(
      [
        { field: 'options.twitter.poll.options[1]', code: 'ANY', message: 'It must not be empty.' },
        { field: 'options.poll', code: 'ANY', message: 'X: no poll beside files.', connectionId: 'one' },
      ],
      new Map([['one', 'TWITTER']]),
    );

    expect(checked?.place).toBe('FACEBOOK.firstComment');
    expect(refused.map(({ place }) => place)).toEqual(['TWITTER.poll.options[1]', 'TWITTER.poll']);
    expect(problemsUnder(refused, 'TWITTER.poll')).toHaveLength(2);
    expect(problemsUnder(refused, 'TWITTER.po')).toEqual([]);
  });

  it('waits with parts of a thread and answers of a poll that nobody has begun to write', () => {
    const at = (place: string) => ({ place, platform: null, text: 'It must not be empty.' });
    const parts = [0, 1, 2].map((index) => at(`TWITTER.thread[${index}].content`));
    const picture: MediaDraft = {
      key: 'a',
      name: 'a.jpg',
      type: 'IMAGE',
      altText: '',
      picture: null,
      state: { status: 'waiting' },
    };

    const shown = withoutUnbegun([...parts, at('TWITTER.poll.options')], {
      thread: [
        { key: 'unbegun', content: '', media: [] },
        { key: 'blank', content: ' ', media: [] },
        { key: 'picture', content: '', media: [picture] },
      ],
      options: { ...emptyDraft.options, TWITTER: { poll: { options: ['Yes', ''], durationMinutes: 60 } } },
    });

    expect(shown).toEqual(parts.slice(1));
  });
});

describe('the words of a preview', () => {
  it('show the links that the platform finds, where they stand', () => {
    expect(piecesOf('See a.example and a.example!', ['a.example', 'a.example', 'cut.example'])).toEqual([
      { text: 'See ', isLink: false },
      { text: 'a.example', isLink: true },
      { text: ' and ', isLink: false },
      { text: 'a.example', isLink: true },
      { text: '!', isLink: false },
    ]);
  });

  it('take the number of a post out of its address', () => {
    expect(quotedId('https://x.com/club/status/1234567890?s=20')).toBe('1234567890');
    expect(quotedId(' 42 ')).toBe('42');
  });
});
