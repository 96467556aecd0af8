import { createHash, randomBytes } from 'node:crypto';

/** X's snowflakes count from this moment, in ms since 1970. */
const SNOWFLAKE_EPOCH_MS = 1_288_834_974_657n;

/**
 * Numbers that no earlier run of the sandbox has handed out: they start from the real time, so a database
 * that outlives the sandbox never meets the same id twice.
 */
export class IdSource {
  private last = BigInt(Date.now()) * 1000n;

  /** An X id: a 64-bit decimal number that grows with time. */
  snowflake(): string {
    const next = this.next();
    return (((next / 1000n - SNOWFLAKE_EPOCH_MS) << 22n) | (next % 1000n)).toString();
  }

  /** A Graph id with a prefix that tells a reader of a log what kind of thing it is. */
  graph(prefix: string): string {
    return `${prefix}${this.next()}`;
  }

  private next(): bigint {
    this.last += 1n;
    return this.last;
  }
}

export function randomToken(prefix: string): string {
  return `${prefix}${randomBytes(24).toString('base64url')}`;
}

/** A short code that is always the same for the same input, for links such as `https://t.co/…`. */
export function shortCode(input: string): string {
  return createHash('sha1').update(input).digest('base64url').replace(/[-_]/g, 'x').slice(0, 10);
}
