import type { MicroBatchLimits } from './micro-batch.ts';

/** How marks are gathered: one statement costs about as much to send and to plan as ten more rows in it. */
export const markBatches: MicroBatchLimits = { maxItems: 128, maxWaitMs: 10, maxRunning: 3 };

/** How ends are: the place of the send is free already, and nobody sees 25 ms in a post. */
export const endBatches: MicroBatchLimits = { ...markBatches, maxWaitMs: 25 };

/** Ends that a row may hold up: each for itself, and few beside those that are not held. */
export const loneEnds: MicroBatchLimits = { maxItems: 1, maxWaitMs: 0, maxRunning: 4 };
