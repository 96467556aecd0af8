import { texts } from '../../shared/texts/console-texts.ts';
import { allMedia } from './draft-media.ts';
import { isReady, isWanted, type Draft } from './draft.ts';
import type { Problem } from './problems.ts';

const words = texts.composer;

/** What the service cannot know: why a draft is not ready to be sent from this page. Null: it is. */
export function obstacleOf(draft: Draft, accountCount: number): Problem | null {
  const { when } = draft;
  const media = allMedia(draft);
  if (accountCount === 0) return obstacle('connectionIds', words.accountsMissing);
  if (!media.every(isWanted)) return obstacle('media', words.uploadsBroken);
  if (!media.every(isReady)) return obstacle('media', words.uploadsUnderWay);
  if (when.kind === 'at' && when.instant === null) return obstacle('scheduledAt', words.timeMissing);
  return null;
}

function obstacle(place: string, text: string): Problem {
  return { place, platform: null, text };
}
