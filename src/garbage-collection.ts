import { setFlagsFromString } from 'node:v8';

/**
 * Lets one thread clear away young objects. There are a few megabytes of them, many of which live as long as a send is on its way;
 * four threads that share these out to each other cost a worker a tenth of its processor time more (`npm run bench -- workers`).
 */
export function collectInOneThread(): void {
  setFlagsFromString('--no-parallel-scavenge');
}
