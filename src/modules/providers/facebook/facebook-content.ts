import type { FieldProblem } from '../../../kernel/app-error.ts';
import type { PostContent } from '../../../kernel/post-content.ts';
import { isWebAddress, mediaItemProblems, tooLong, tooManyImages } from '../provider.content.ts';
import { characterCount } from '../provider.text.ts';
import type { PublishClass } from '../provider.port.ts';

/** What Facebook's own composer takes, in characters; Meta documents no limit for the API. */
const longestMessage = 63_206;
const mostPhotos = 10;

export function facebookProblems(content: PostContent): FieldProblem[] {
  const { link } = content.options;
  return [
    ...tooLong('Facebook', characterCount(content.content), longestMessage),
    ...tooManyImages('Facebook', content.media.length, mostPhotos),
    ...mediaItemProblems(content),
    ...emptyProblems(content),
    ...linkProblems(link, content.media.length),
  ];
}

function emptyProblems(content: PostContent): FieldProblem[] {
  const isEmpty = content.content.trim() === '' && content.media.length === 0 && !content.options.link;
  if (!isEmpty) return [];
  return [
    {
      field: 'content',
      code: 'CONTENT_EMPTY',
      message: 'Facebook needs a text, a link or a picture; there is none.',
    },
  ];
}

function linkProblems(link: string | undefined, photos: number): FieldProblem[] {
  if (!link) return [];
  if (!isWebAddress(link)) {
    const message = `A link must start with http:// or https://, this one is "${link}".`;
    return [{ field: 'options.link', code: 'LINK_INVALID', message }];
  }
  if (photos === 0) return [];
  const message = `Facebook shows either a link or pictures; there are a link and ${photos} pictures. Put the link into the text.`;
  return [{ field: 'options.link', code: 'LINK_WITH_MEDIA', message }];
}

/** Facebook refuses a repeated text (code 506) but takes the same photos again and again. */
export function facebookPublishClass(content: PostContent): PublishClass {
  return content.media.length === 0 ? 'duplicate-rejecting' : 'plain';
}
