import { describe, expect, it } from '@jest/globals';
import { multipartOf } from './provider.multipart.ts';

describe('multipartOf', () => {
  it('is read as the form it was made from', async () => {
    const file = Buffer.from([0, 13, 10, 45, 45, 255]);

    const { bytes, type } = multipartOf(
      { segment_index: '7', note: 'a\nb' },
      { field: 'media', bytes: file },
    );

    const body = new Uint8Array(bytes);
    const form = await new Response(body, { headers: { 'content-type': type } }).formData();
    expect([...form.keys()]).toEqual(['segment_index', 'note', 'media']);
    expect([form.get('segment_index'), form.get('note')]).toEqual(['7', 'a\nb']);
    const media = form.get('media') as File;
    expect(Buffer.from(await media.arrayBuffer())).toEqual(file);
  });
});
