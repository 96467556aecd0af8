import { describe, expect, it } from '@jest/globals';
import { mediaKey, type MediaItem } from '../../kernel/post-content.ts';
import { ProviderError } from './provider.errors.ts';
import type { ResumeState } from './provider.port.ts';
import { uploadMissing, type Upload } from './provider.uploads.ts';

const now = new Date('2026-11-22T12:00:00Z');
const hour = 3_600_000;
const media: MediaItem[] = ['a', 'b'].map((name) => ({
  url: `https://club.example/${name}.jpg`,
  type: 'IMAGE',
}));
const keyOfFirst = 'https://club.example/a.jpg';

describe('uploads', () => {
  it('are saved one by one', async () => {
    const { result, uploaded, saved } = await run([]);

    expect(uploaded).toEqual(media.map(({ url }) => url));
    expect(saved.map(({ uploads }) => (uploads as Upload[]).length)).toEqual([1, 2]);
    expect(result).toMatchObject({ status: 'ready' });
  });

  it('go on after the ones that are there', async () => {
    const { uploaded } = await run([{ key: keyOfFirst, uploadedAt: now.getTime() - 22 * hour }]);

    expect(uploaded).toEqual(['https://club.example/b.jpg']);
  });

  it.each([
    ['is nearly a day old', { key: keyOfFirst, uploadedAt: now.getTime() - 23 * hour }],
    ['was another file', { key: 'https://club.example/z.jpg', uploadedAt: now.getTime() }],
  ])('are made anew for one that %s', async (_what, earlier) => {
    const { uploaded } = await run([earlier]);

    expect(uploaded).toContain(keyOfFirst);
  });

  it('that fail leave what was saved before', async () => {
    const { result, saved } = await run([], 'https://club.example/b.jpg');

    expect(result).toMatchObject({ status: 'failed', failure: { code: 'NOT_FETCHED' } });
    expect(saved).toHaveLength(1);
  });
});

async function run(earlier: Upload[], failing?: string) {
  const uploaded: string[] = [];
  const saved: ResumeState[] = [];
  const result = await uploadMissing(media, {
    earlier,
    now,
    upload: async (item) => {
      const key = mediaKey(item);
      if (key === failing) {
        throw new ProviderError({
          meaning: 'content',
          code: 'NOT_FETCHED',
          message: 'No such file.',
          who: 'author',
        });
      }
      uploaded.push(key);
      return { key, uploadedAt: now.getTime() };
    },
    stateOf: (uploads) => ({ uploads: [...uploads] }),
    save: async (resume) => {
      saved.push(resume);
    },
  });
  return { result, uploaded, saved };
}
