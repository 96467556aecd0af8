import { viewerOf } from '../../shared/formats.ts';

/** Who looks at this tab. */
export const viewer = viewerOf(navigator);
