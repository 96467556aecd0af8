import type { MicroBatchLimits } from './micro-batch.ts';

/**
 * How marks and ends are gathered: one statement costs about as much to send and to plan as ten more rows in it, and nobody
 * sees 10 ms in a post.
 */
export const writeBatches: MicroBatchLimits = { maxItems: 128, maxWaitMs: 10, maxRunning: 3 };
