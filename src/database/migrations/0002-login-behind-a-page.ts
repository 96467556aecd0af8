import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The person's own token behind a Page's: the only one that can take the permission back at Meta. */
export class LoginBehindAPage1763900000002 implements MigrationInterface {
  name = 'LoginBehindAPage1763900000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `ALTER TABLE "SocialConnection" ADD COLUMN login_id text, ADD COLUMN login_token_sealed text`,
    );
    await runner.query(
      `CREATE INDEX social_connection_by_login ON "SocialConnection" (login_id) WHERE login_id IS NOT NULL`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE "SocialConnection" DROP COLUMN login_id, DROP COLUMN login_token_sealed`);
  }
}
