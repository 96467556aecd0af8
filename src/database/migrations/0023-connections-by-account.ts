import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Several tenants may connect the same account. A live post on it belongs to one row of all of them, so a send that is looked up asks
 * for the connections of its account, and so do the platforms' callbacks, which name no tenant.
 */
export class ConnectionsByAccount1766000000023 implements MigrationInterface {
  name = 'ConnectionsByAccount1766000000023';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX social_connection_by_account ON "SocialConnection" (account_id, platform)`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX social_connection_by_account`);
  }
}
