import { viewerOf } from '../shared/formats.ts';

/** Whose language and time zone the console speaks. */
export const viewer = viewerOf(navigator);
