import type { MigrationInterface, QueryRunner } from 'typeorm';
import { cancelledAfterMark } from './0024-cancelled-after-the-mark.ts';
import { replacing } from './replacing.ts';

/**
 * A mark that is not committed yet cannot be seen, and the lease that it renews may end meanwhile. A cancellation then found nobody to wait
 * for, and the send started after it. It waits as well where a lease ended within the second for which a mark may be used.
 */
export class CancelledWhileMarked1766600000029 implements MigrationInterface {
  name = 'CancelledWhileMarked1766600000029';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(replacing(cancelledAfterMark(`social_now() - interval '1 second'`)));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(replacing(cancelledAfterMark('social_now()')));
  }
}
