import { rm } from 'node:fs/promises';
import { EngagementService } from '../src/modules/engagement/engagement.service.ts';
import { platforms, type Platform } from '../src/kernel/platform.ts';
import type { GivenConnection } from '../test/support/given.ts';
import { TestApp } from '../test/support/test-app.ts';
import { startTestCluster } from '../test/support/test-cluster.ts';
import { round, type SectionResult } from './report.ts';
import type { Sizes } from './sizes.ts';

const publishingDays = 3;
const postsPerDay = 4;
const lifeDays = 32;
/** What the rule of thumb reads: every hour as long as a post is read at all. */
const hourlyReads = 30 * 24;
/** One page of a list, and one lookup on X, holds so many. */
const postsPerCall = 100;
const busyStepSeconds = 300;
const quietStepSeconds = 3_600;

/** Graph counts what is in a batch, each item as a call, and not the request around it. */
const batchAround = /^\/v\d+\.\d+\/?$/;

interface Call {
  platform: Platform | null;
  operation: string;
  path: string;
}

interface Tally {
  posts: number;
  reads: number;
  calls: number;
  fewestCalls: number;
}

/**
 * The life of posts of all platforms against the sandbox, whose log of calls is what counts: clubs publish some days, and time
 * moves until nothing is read any more. The lower bound is one call an account and hundred posts, at the moments they are due.
 */
export async function measureEngagement({ accounts }: Sizes): Promise<SectionResult> {
  const cluster = await startTestCluster();
  const app = await TestApp.start();
  const connections: GivenConnection[] = [];
  for (const platform of platforms) {
    for (let count = 0; count < accounts; count += 1) connections.push(await app.given.connection(platform));
  }
  const tallies = new Map(
    platforms.map((platform) => [platform, { posts: 0, reads: 0, calls: 0, fewestCalls: 0 }]),
  );
  for (let day = 0; day < publishingDays; day += 1) await publishingDay(app, connections, tallies);
  for (let passed = 0; passed < 2 * 86_400; passed += busyStepSeconds)
    await step(app, tallies, busyStepSeconds);
  for (let passed = 0; passed < lifeDays * 86_400; passed += quietStepSeconds)
    await step(app, tallies, quietStepSeconds);
  await countReads(app, tallies);
  await app.close();
  await cluster.server.stop();
  await rm(cluster.dataDir, { recursive: true, force: true });
  return present(tallies);
}

async function publishingDay(
  app: TestApp,
  connections: GivenConnection[],
  tallies: Map<Platform, Tally>,
): Promise<void> {
  const every = 86_400 / postsPerDay;
  for (let passed = 0; passed < 86_400; passed += busyStepSeconds) {
    if (passed % every === 0) await publishOne(app, connections);
    await step(app, tallies, busyStepSeconds);
  }
}

async function publishOne(app: TestApp, connections: GivenConnection[]): Promise<void> {
  for (const connection of connections) {
    const media =
      connection.platform === 'INSTAGRAM' ? [{ url: app.given.imageUrl('photo.jpg'), type: 'IMAGE' }] : [];
    await app.database.query(
      `INSERT INTO "SocialPost" (tenant_id, connection_id, status, content, media, scheduled_at)
       VALUES ($1, $2, 'SCHEDULED', 'News of ' || social_now(), $3, social_now())`,
      [connection.tenantId, connection.id, JSON.stringify(media)],
    );
  }
  await app.publishDue();
  await app.advance(10);
  await app.recover();
}

/** Time goes on, and what is due by then is read. */
async function step(app: TestApp, tallies: Map<Platform, Tally>, seconds: number): Promise<void> {
  await app.advance(seconds);
  const due = await app.database.query<{ platform: Platform; posts: number }>(
    `SELECT c.platform, count(*)::integer AS posts FROM "SocialPost" p JOIN "SocialConnection" c ON c.id = p.connection_id
     WHERE p.engagement_due_at <= social_now() AND p.status = 'PUBLISHED' GROUP BY c.id, c.platform`,
  );
  if (due.length === 0) return;
  for (const { platform, posts } of due)
    tallies.get(platform)!.fewestCalls += Math.ceil(posts / postsPerCall);
  await app.sandbox.send('DELETE', '/_sandbox/calls');
  await app.nest.get(EngagementService).syncDue();
  const { body } = await app.sandbox.send('GET', '/_sandbox/calls?since=0');
  for (const { platform, operation, path } of (body as { calls: Call[] }).calls) {
    if (platform && operation !== 'token' && !batchAround.test(path)) tallies.get(platform)!.calls += 1;
  }
}

async function countReads(app: TestApp, tallies: Map<Platform, Tally>): Promise<void> {
  const rows = await app.database.query<{ platform: Platform; posts: number; reads: number }>(
    `SELECT c.platform, count(DISTINCT p.id)::integer AS posts, count(s.post_id)::integer AS reads
     FROM "SocialPost" p JOIN "SocialConnection" c ON c.id = p.connection_id
     LEFT JOIN "SocialEngagementSnapshot" s ON s.post_id = p.id
     WHERE p.status = 'PUBLISHED' AND p.engagement_due_at IS NULL GROUP BY c.platform`,
  );
  for (const { platform, posts, reads } of rows) Object.assign(tallies.get(platform)!, { posts, reads });
}

function present(tallies: Map<Platform, Tally>): SectionResult {
  const figures = [...tallies].map(([platform, { posts, reads, calls, fewestCalls }]) => ({
    platform,
    posts,
    readsPerPost: round(reads / posts, 2),
    callsPer1000Posts: Math.round((1000 * calls) / posts),
    fewestPer1000Posts: Math.round((1000 * fewestCalls) / posts),
    ratio: round(calls / fewestCalls, 3),
    savedPercent: round(100 * (1 - reads / posts / hourlyReads), 1),
  }));
  return {
    title: `The life of ${figures.reduce((sum, { posts }) => sum + posts, 0)} posts, from publishing to the last read`,
    columns: [
      '',
      'posts',
      'reads a post',
      'calls per 1,000 posts',
      'fewest possible',
      '÷ fewest',
      'saved against hourly',
    ],
    rows: figures.map((row) => [
      row.platform,
      String(row.posts),
      row.readsPerPost.toFixed(2),
      String(row.callsPer1000Posts),
      String(row.fewestPer1000Posts),
      row.ratio.toFixed(3),
      `${row.savedPercent} %`,
    ]),
    notes: ['÷ fewest: X must 1.05, Graph must 1.10; saved must 90 %'],
    data: { figures },
  };
}
