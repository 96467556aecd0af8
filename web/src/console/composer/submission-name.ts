import type { PostBody } from './draft-body.ts';
import { randomName } from '../shell/random-name.ts';

const storageKey = 'social-console-submission';

/**
 * The Idempotency-Key of sending this body. The same body keeps its key until the service has answered, even over a reload of the
 * page: sent again because its answer was lost, it makes the same posts once.
 */
export function nameOfSubmission(body: PostBody, storage: Storage): string {
  const text = JSON.stringify(body);
  const kept = JSON.parse(storage.getItem(storageKey) ?? 'null') as { name: string; text: string } | null;
  if (kept?.text === text) return kept.name;
  const name = randomName();
  storage.setItem(storageKey, JSON.stringify({ name, text }));
  return name;
}

/** The service answered: the next submission is another one. */
export function endSubmission(storage: Storage): void {
  storage.removeItem(storageKey);
}
