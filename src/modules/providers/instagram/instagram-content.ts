import type { FieldProblem } from '../../../kernel/app-error.ts';
import type { PostContent } from '../../../kernel/post-content.ts';
import { linkNotAttachable, mediaItemProblems, tooLong, tooManyImages } from '../provider.content.ts';
import { characterCount } from '../provider.text.ts';

/** Limits of a caption: developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media. */
const longestCaption = 2_200;
const mostHashtags = 30;
const mostMentions = 20;
const mostImages = 1;

export function instagramProblems(content: PostContent): FieldProblem[] {
  return [
    ...tooLong('Instagram', characterCount(content.content), longestCaption),
    ...tooMany(content.content, { what: 'hashtags', sign: '#', limit: mostHashtags }),
    ...tooMany(content.content, { what: 'mentions', sign: '@', limit: mostMentions }),
    ...(content.media.length === 0 ? [imageMissing] : []),
    ...tooManyImages('Instagram', content.media.length, mostImages),
    ...mediaItemProblems(content),
    ...linkNotAttachable('Instagram', content),
  ];
}

const imageMissing: FieldProblem = {
  field: 'media',
  code: 'MEDIA_REQUIRED',
  message: 'Instagram needs exactly 1 picture, there is none.',
};

function tooMany(text: string, rule: { what: string; sign: '#' | '@'; limit: number }): FieldProblem[] {
  const actual = text.match(new RegExp(`(?<![\\p{L}\\p{N}_])${rule.sign}[\\p{L}\\p{N}_]`, 'gu'))?.length ?? 0;
  if (actual <= rule.limit) return [];
  return [
    {
      field: 'content',
      code: `TOO_MANY_${rule.what.toUpperCase()}`,
      message: `Instagram takes at most ${rule.limit} ${rule.what}, this text has ${actual}.`,
    },
  ];
}
