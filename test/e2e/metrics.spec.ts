import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { request } from 'undici';
import { AppConfig } from '../../src/config/app-config.ts';
import { Metrics } from '../../src/http/metrics.ts';
import { JobRunner } from '../../src/jobs/job-runner.ts';
import { SchedulerHealth } from '../../src/jobs/scheduler-health.ts';
import { serviceEnv } from '../support/settings.ts';
import { TestApp } from '../support/test-app.ts';

/** Longer than figures of the database are kept. */
const keptMs = 5_000;

describe('The metrics', () => {
  let app: TestApp;

  beforeEach(async () => {
    app = await TestApp.start();
  });

  afterEach(async () => {
    await app.close();
  });

  const scrape = async () => {
    const { statusCode, body } = await request(`${app.url}/metrics`);
    const text = await body.text();
    expect(statusCode).toBe(200);
    const value = (line: string) => {
      const found = text.split('\n').find((each) => each.startsWith(`${line} `));
      return found === undefined ? undefined : Number(found.split(' ').at(-1));
    };
    return { text, value };
  };

  it('tell how long the oldest post is due that could go out, apart from those that wait for a reconnect', async () => {
    const usable = await app.given.connection('TWITTER');
    const broken = await app.given.connection('FACEBOOK');
    await app.given.post(usable, { scheduledAt: app.clock.in(1_000) });
    await app.given.post(usable, { scheduledAt: app.clock.in(50_000) });
    await app.given.post(broken, { scheduledAt: app.clock.in(2_000) });
    await app.database.query(`UPDATE "SocialConnection" SET is_active = false WHERE id = '${broken.id}'`);
    await app.advance(601);

    const { value } = await scrape();

    expect(value('social_due_post_oldest_age_seconds')).toBeCloseTo(600, -1);
    expect(value('social_blocked_post_oldest_age_seconds')).toBeCloseTo(599, -1);
    expect(value('social_unsettled_send_oldest_age_seconds')).toBe(0);
    expect(value('social_connections{platform="FACEBOOK",state="inactive"}')).toBe(1);
    expect(value('social_connections{platform="TWITTER",state="active"}')).toBe(1);
    expect(value('social_connections{platform="INSTAGRAM",state="active"}')).toBe(0);
  });

  it('call no post late that a limit, its spacing or a post on its way holds back', async () => {
    const limited = await app.given.connection('TWITTER');
    const spaced = await app.given.connection('FACEBOOK');
    for (const connection of [limited, spaced])
      await app.given.post(connection, { scheduledAt: app.clock.in(1_000) });
    await app.database.query(
      `UPDATE "SocialConnection" SET rate_limited_until = social_now() + interval '1 day' WHERE id = '${limited.id}'`,
    );
    await app.database.query(
      `UPDATE "SocialConnection" SET min_spacing_seconds = 86400, last_post_at = social_now() WHERE id = '${spaced.id}'`,
    );
    await app.advance(601);

    const { value } = await scrape();

    expect(value('social_due_post_oldest_age_seconds')).toBe(0);
    expect(value('social_blocked_post_oldest_age_seconds')).toBe(0);
  });

  it('tell of sends whose outcome nobody knows', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.given.post(connection, {});
    await app.sandbox.control('faults', { operation: 'publish', fault: 'drop-answer' });
    await app.publishDue();
    await app.advance(60);

    const { value } = await scrape();

    expect(value('social_unsettled_send_oldest_age_seconds')).toBeCloseTo(60, -1);
    expect(value('social_publish_attempts_total{platform="TWITTER",result="unsettled"}')).toBe(1);
  });

  it('count what became of attempts, how late they were, how long claims took, and each call to a platform', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.given.post(connection, {});
    await app.publishDue();

    const { value, text } = await scrape();

    expect(value('social_publish_attempts_total{platform="TWITTER",result="published"}')).toBe(1);
    expect(value('social_publish_lateness_seconds_count{platform="TWITTER"}')).toBe(1);
    expect(value('social_claim_seconds_count')).toBeGreaterThan(0);
    const call = 'platform="TWITTER",operation="POST /2/tweets",status="2xx"';
    expect(value(`social_platform_call_seconds_count{${call}}`)).toBe(1);
    expect(text).not.toContain(connection.id);
  });

  it('show what is left of limits that the whole app shares, and of no single account', async () => {
    const connection = await app.given.connection('FACEBOOK');
    await app.database.query(
      `INSERT INTO "SocialQuota" (platform, holder, endpoint, window_name, quota_limit, remaining, used_percent, resets_at, seen_at)
       VALUES ('TWITTER', 'application', 'POST /2/tweets', '24h-app', 1000, 17, NULL, social_now() + interval '1 hour', social_now()),
         ('FACEBOOK', 'application', '*', 'app-usage', NULL, NULL, 42, NULL, social_now()),
         ('TWITTER', 'application', 'GET /2/tweets', '24h-app', 1000, 3, NULL, social_now() - interval '1 hour', social_now()),
         ('FACEBOOK', '${connection.id}', '*', 'page-usage', NULL, NULL, 99, NULL, social_now())`,
    );

    const { value, text } = await scrape();

    const tweets = 'platform="TWITTER",endpoint="POST /2/tweets",window="24h-app"';
    expect(value(`social_platform_quota_remaining{${tweets}}`)).toBe(17);
    const app_ = 'platform="FACEBOOK",endpoint="*",window="app-usage"';
    expect(value(`social_platform_quota_used_percent{${app_}}`)).toBe(42);
    expect(text).not.toMatch(/page-usage|GET \/2\/tweets/);
  });

  it('tell when a job last ended well, how long it took, and how often it failed', async () => {
    const worker = new JobRunner(
      workerConfig(app),
      app.nest.get(SchedulerHealth),
      app.nest.get(Metrics),
      app.clock,
    );
    await worker.run('tidy', async () => 1);
    await worker.run('break', async () => {
      throw new Error('It does not work.');
    });

    const { value } = await scrape();

    expect(value('social_job_runs_total{job_name="tidy",result="done"}')).toBe(1);
    expect(value('social_job_runs_total{job_name="break",result="failed"}')).toBe(1);
    expect(value('social_job_seconds_count{job_name="break"}')).toBe(1);
    const lastDone = value('social_job_last_done_timestamp_seconds{job_name="tidy"}');
    expect(lastDone).toBeCloseTo(app.clock.now().getTime() / 1000, -1);
    expect(value('social_job_last_done_timestamp_seconds{job_name="break"}')).toBeUndefined();
  });

  it('ask the database once for many scrapers, and again after five seconds', async () => {
    const connection = await app.given.connection('TWITTER');
    await app.given.post(connection, { scheduledAt: app.clock.in(1_000) });
    const before = await scrape();
    await app.database.advance(601);

    const atOnce = await Promise.all([scrape(), scrape(), scrape()]);
    app.clock.advance(keptMs / 1000);
    const later = await scrape();

    expect(before.value('social_due_post_oldest_age_seconds')).toBe(0);
    expect(atOnce.map(({ value }) => value('social_due_post_oldest_age_seconds'))).toEqual([0, 0, 0]);
    expect(later.value('social_due_post_oldest_age_seconds')).toBeGreaterThan(595);
  });

  it('come without the figures that only the database knows when it refuses them', async () => {
    await app.database.query(`ALTER TABLE "SocialPost" RENAME TO "Gone"`);

    await scrape();
    const { value } = await scrape();

    expect(value('social_due_post_oldest_age_seconds')).toBeUndefined();
    expect(value('social_metrics_readings_failed_total')).toBe(1);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(0);
    await app.database.query(`ALTER TABLE "Gone" RENAME TO "SocialPost"`);
  });
});

function workerConfig(app: TestApp): AppConfig {
  const env = serviceEnv({
    port: 3000,
    databaseUrl: app.database.url,
    sandboxUrl: app.sandboxUrl,
    overrides: { SOCIAL_ROLE: 'worker' },
  });
  return AppConfig.from(env);
}
