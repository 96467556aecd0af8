import type { FieldProblem } from '../../kernel/app-error.ts';
import type { MediaItem, PostContent } from '../../kernel/post-content.ts';
import { characterCount } from './provider.text.ts';

/** Longest description of a picture on all three platforms, in characters. */
const longestAltText = 1000;

export function tooLong(platformName: string, actual: number, limit: number): FieldProblem[] {
  if (actual <= limit) return [];
  return [
    {
      field: 'content',
      code: 'TEXT_TOO_LONG',
      message: `${platformName} takes at most ${limit} characters, this text counts ${actual}.`,
    },
  ];
}

export function tooManyImages(platformName: string, actual: number, limit: number): FieldProblem[] {
  if (actual <= limit) return [];
  return [
    {
      field: 'media',
      code: 'TOO_MANY_MEDIA',
      message: `${platformName} takes at most ${limit} ${limit === 1 ? 'picture' : 'pictures'} per post, there are ${actual}.`,
    },
  ];
}

/** Only Facebook attaches a link beside the text; dropping it without a word would lose it. */
export function linkNotAttachable(platformName: string, { options }: PostContent): FieldProblem[] {
  if (options.link === undefined) return [];
  return [
    {
      field: 'options.link',
      code: 'LINK_NOT_SUPPORTED',
      message: `${platformName} cannot attach a link beside the text. Write it into the text, or post to ${platformName} on its own.`,
    },
  ];
}

/** What every platform asks of each media item. */
export function mediaItemProblems(content: PostContent): FieldProblem[] {
  return content.media.flatMap((item, index) => itemProblems(item, `media[${index}]`));
}

function itemProblems(item: MediaItem, field: string): FieldProblem[] {
  const altTextLength = characterCount(item.altText ?? '');
  return [
    ...(item.url === undefined || isWebAddress(item.url)
      ? []
      : [
          {
            field: `${field}.url`,
            code: 'MEDIA_URL_INVALID',
            message: `A picture needs an address that starts with https://, this one is "${item.url}".`,
          },
        ]),
    ...(altTextLength <= longestAltText
      ? []
      : [
          {
            field: `${field}.altText`,
            code: 'ALT_TEXT_TOO_LONG',
            message: `A description may have at most ${longestAltText} characters, this one has ${altTextLength}.`,
          },
        ]),
  ];
}

export function isWebAddress(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol);
}
