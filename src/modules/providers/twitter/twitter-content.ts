import twitterText from 'twitter-text';
import type { FieldProblem } from '../../../kernel/app-error.ts';
import type { PostContent } from '../../../kernel/post-content.ts';
import { linkNotAttachable, mediaItemProblems, tooLong, tooManyImages } from '../provider.content.ts';
import type { PublishClass } from '../provider.port.ts';

/** Weighted: emoji and CJK count 2, every link 23 (docs.x.com/fundamentals/counting-characters). */
const longestText = 280;
const mostImages = 4;

export function twitterProblems(content: PostContent): FieldProblem[] {
  return [
    ...tooLong('X', weightedLength(content.content), longestText),
    ...tooManyImages('X', content.media.length, mostImages),
    ...mediaItemProblems(content),
    ...linkNotAttachable('X', content),
    ...emptyProblems(content),
    ...invalidCharacterProblems(content.content),
  ];
}

export function weightedLength(text: string): number {
  return twitterText.parseTweet(text).weightedLength;
}

function emptyProblems(content: PostContent): FieldProblem[] {
  if (content.content.trim() !== '' || content.media.length > 0) return [];
  return [
    { field: 'content', code: 'CONTENT_EMPTY', message: 'X needs a text or a picture; there is none.' },
  ];
}

/** Byte-order marks and the like, which X refuses wherever they stand. */
function invalidCharacterProblems(text: string): FieldProblem[] {
  if (!twitterText.hasInvalidCharacters(text)) return [];
  const message =
    'The text holds an invisible character that X does not take. Type the text anew instead of pasting it.';
  return [{ field: 'content', code: 'TEXT_CHARACTER_INVALID', message }];
}

/** X refuses a repeated text (403, duplicate content); a picture without text it takes again. */
export function twitterPublishClass(content: PostContent): PublishClass {
  return content.content.trim() === '' ? 'plain' : 'duplicate-rejecting';
}
