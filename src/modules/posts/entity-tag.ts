import { invalidFields } from '../../kernel/app-error.ts';

/** The version that an `If-Match` header names; null without one. Throws on anything that is not an ETag of ours. */
export function expectedVersion(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch === '*') return null;
  const match = /^(?:"(\d+)"|(\d+))$/.exec(ifMatch.trim());
  if (match) return Number(match[1] ?? match[2]);
  throw invalidFields([
    {
      field: 'If-Match',
      code: 'ETAG_INVALID',
      message: `It must be the post's ETag such as "3"; it was ${ifMatch.slice(0, 40)}.`,
    },
  ]);
}
