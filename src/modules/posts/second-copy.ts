import { platformNames, type Platform } from '../../kernel/platform.ts';

/** One post of ours that is live twice: the id its row has, and the one that another attempt reports. */
export interface SecondCopy {
  postId: string;
  tenantId: string;
  attemptId: string;
  platform: Platform;
  first: { id: string; permalink: string | null };
  second: { id: string; permalink: string | null };
}

/** What the row and the attempt say of it: which two are live, who must act and where. */
export function secondCopyMessage({ platform, first, second }: SecondCopy): string {
  const name = platformNames[platform];
  return `This post is live twice on ${name}: ${named(first)} and ${named(second)}. Whoever manages the account must look there and delete one of them; the service never deletes a post.`;
}

function named({ id, permalink }: SecondCopy['first']): string {
  return permalink ? `${id} (${permalink})` : id;
}
