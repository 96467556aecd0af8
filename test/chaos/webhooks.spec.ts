import { afterEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { ApiClient } from '../support/api-client.ts';
import { Fleet } from '../support/fleet.ts';
import { until, type ServiceProcess } from '../support/service-process.ts';
import {
  accept,
  answerWith,
  hang,
  verified,
  WebhookReceiver,
  type ReceivedMessage,
} from '../support/webhook-receiver.ts';

const postsPerTenant = 1_000;
const eventsPerPost = 2;
const kills = 5;

interface Tenant {
  tenantId: string;
  receiver: WebhookReceiver;
  /** Ids of messages that the receiver took, each as often as it did. */
  taken: string[];
  secret: string;
  postIds: string[];
}

/** How each receiver treats its n-th message, which comes for the `tries`-th time; it keeps the message only where it says yes. */
const manners: Record<string, (n: number, tries: number) => 'take' | 'fail' | 'hang' | 'break'> = {
  steady: () => 'take',
  failing: (n, tries) => (n % 3 === 0 && tries < 3 ? 'fail' : 'take'),
  hanging: (n, tries) => (n % 400 === 1 && tries < 3 ? 'hang' : 'take'),
  breaking: (n, tries) => (n % 7 === 0 && tries < 3 ? 'break' : 'take'),
  restarting: () => 'take',
};

describe('webhooks while receivers fail, hang and restart, and workers are killed', () => {
  let fleet: Fleet;
  let tenants: Tenant[] = [];
  const isOver = { value: false };

  afterEach(async () => {
    isOver.value = true;
    await Promise.all(tenants.map(async ({ receiver }) => await receiver.close()));
    await fleet.disband();
  });

  it('10,000 events arrive at least once each, under one id each, signed, and nothing else arrives', async () => {
    fleet = await Fleet.gather();
    const api = await fleet.start('api');
    tenants = await gatherTenants(fleet, api);
    const restarting = keepRestarting(tenants.at(-1)!.receiver, isOver);

    const changing = changePosts(fleet, tenants);
    await killWorkers(fleet, tenants);
    await changing;
    await fleet.start('worker');
    await untilAllArrived(fleet);
    isOver.value = true;
    await restarting;

    const deliveries = await fleet.database.query<{ id: string; tenant: string; type: string; post: string }>(
      `SELECT d.id, d.tenant_id AS tenant, o.type, o.post_id AS post
       FROM "SocialWebhookDelivery" d JOIN "SocialOutboxEvent" o ON o.id = d.event_id`,
    );
    expect(deliveries).toHaveLength(tenants.length * postsPerTenant * eventsPerPost);
    for (const { tenantId, receiver, taken, secret, postIds } of tenants) {
      const known = new Map(
        deliveries.filter(({ tenant }) => tenant === tenantId).map((row) => [row.id, row]),
      );
      expect(new Set(taken)).toEqual(new Set(known.keys()));
      expect(kindsTaken(receiver, taken)).toEqual(kindsWanted(postIds));
      for (const message of receiver.messages) {
        const { id, type, data } = message;
        expect(known.get(id)).toEqual({ id, tenant: tenantId, type, post: data['postId'] });
        expect(verified(secret, message)).toEqual(JSON.parse(message.body));
      }
    }
  }, 150_000);
});

async function gatherTenants(fleet: Fleet, api: ServiceProcess): Promise<Tenant[]> {
  const made: Tenant[] = [];
  for (const [name, manner] of Object.entries(manners)) {
    const tenantId = `club-${name}`;
    const { id: connectionId } = await fleet.given.connection('TWITTER', { tenantId });
    const taken: string[] = [];
    const receiver = await WebhookReceiver.start((response, message) => {
      const tries = receiver.messages.filter(({ id }) => id === message.id).length;
      const kind = manner(receiver.messages.length, tries);
      if (kind === 'take') taken.push(message.id);
      if (kind === 'break') response.destroy();
      else ({ take: accept, fail: answerWith(503), hang })[kind](response, message);
    });
    const { body } = await new ApiClient(api.url, { tenantId }).post<{ secret: string }>(
      '/webhook-endpoints',
      {
        url: receiver.url,
        eventTypes: ['post.scheduled', 'post.cancelled'],
      },
    );
    const postIds = await draftPosts(fleet, tenantId, connectionId);
    made.push({ tenantId, receiver, taken, secret: body.secret, postIds });
  }
  return made;
}

async function draftPosts(fleet: Fleet, tenantId: string, connectionId: string): Promise<string[]> {
  const ids = Array.from({ length: postsPerTenant }, () => uuidv7());
  await fleet.database.query(
    `INSERT INTO "SocialPost" (id, tenant_id, connection_id, status, content)
     SELECT id, $2, $3, 'DRAFT', 'News' FROM unnest($1::uuid[]) AS id`,
    [ids, tenantId, connectionId],
  );
  return ids;
}

/** Schedules every post and cancels it again, in batches as an import and an operator would. */
async function changePosts(fleet: Fleet, tenants: Tenant[]): Promise<void> {
  const changes = [`status = 'SCHEDULED', scheduled_at = now() + interval '60 days'`, `status = 'CANCELLED'`];
  for (const change of changes) {
    for (let from = 0; from < postsPerTenant; from += 250) {
      for (const { postIds } of tenants) {
        const ids = postIds.slice(from, from + 250);
        await fleet.database.query(`UPDATE "SocialPost" SET ${change} WHERE id = ANY($1::uuid[])`, [ids]);
      }
    }
  }
}

/** Each worker dies in the middle of its work: some messages later than the last one did. */
async function killWorkers(fleet: Fleet, tenants: Tenant[]): Promise<void> {
  const received = () => tenants.reduce((sum, { receiver }) => sum + receiver.messages.length, 0);
  for (let killed = 0; killed < kills; killed += 1) {
    const before = received();
    const worker = await fleet.start('worker');
    await until('some messages came', async () => (received() > before + 300 ? true : undefined), 30_000);
    await worker.kill();
  }
}

/** Waits for retries and dead workers' leases are left out by moving the database's clock. */
async function untilAllArrived(fleet: Fleet): Promise<void> {
  await until(
    'every event has arrived',
    async () => {
      await fleet.database.advance(120);
      const [row] = await fleet.database.query<{ waiting: number }>(
        `SELECT (SELECT count(*) FROM "SocialOutboxEvent" WHERE webhooks_at IS NULL)::integer
           + (SELECT count(*) FROM "SocialWebhookDelivery" WHERE status <> 'DELIVERED')::integer AS waiting`,
      );
      await new Promise((resolve) => setTimeout(resolve, 500));
      return row?.waiting === 0 ? true : undefined;
    },
    80_000,
  );
}

async function keepRestarting(receiver: WebhookReceiver, isOver: { value: boolean }): Promise<void> {
  while (!isOver.value) {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await receiver.close();
    await new Promise((resolve) => setTimeout(resolve, 150));
    await receiver.open();
  }
}

const kindOf = (type: string, postId: unknown) => `${type} ${String(postId)}`;

function kindsTaken({ messages }: WebhookReceiver, taken: string[]): Set<string> {
  const ids = new Set(taken);
  const ofTaken = messages.filter(({ id }) => ids.has(id));
  return new Set(ofTaken.map(({ type, data }: ReceivedMessage) => kindOf(type, data['postId'])));
}

function kindsWanted(postIds: string[]): Set<string> {
  return new Set(postIds.flatMap((id) => [kindOf('post.scheduled', id), kindOf('post.cancelled', id)]));
}
