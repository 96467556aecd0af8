import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which browser the dialog of a login was opened, where this service saw it: the login ends in that one only. */
export class BrowserOfALogin1766200000025 implements MigrationInterface {
  name = 'BrowserOfALogin1766200000025';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "SocialOAuthSession" ADD COLUMN browser_hash bytea`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "SocialOAuthSession" DROP COLUMN browser_hash`);
  }
}
