import { setTimeout as pause } from 'node:timers/promises';
import { request } from 'undici';
import type { GivenConnection } from '../../support/given.ts';
import type { ServiceProcess } from '../../support/service-process.ts';
import { signToken } from '../../support/settings.ts';
import { SeededRandom } from '../campaign/seeded-random.ts';
import type { TrialOptions, TrialReport } from './trial-options.ts';
import { tenantId, TrialStage } from './trial-stage.ts';

const racesAtOnce = 10;
/** Of a hundred races, so many meet a token endpoint that fails before it accepts. */
const faultyOfHundred = 15;
/** None of them spends the token, so none of them may cost the connection. */
const harmlessFaults = ['error-before', 'reset-before', 'rate-limit', 'slow'];

export interface RefreshSizes {
  processes: number;
  /** Of one expiry, spread over the processes. */
  callers: number;
  expiries: number;
}

export const usualRefreshSizes: RefreshSizes = { processes: 8, callers: 200, expiries: 20 };

interface Answer {
  status: number;
  isActive: boolean;
}

/**
 * Many callers in several processes want the same token renewed. The sandbox gives each refresh token once and ends the whole
 * family when a spent one is shown.
 */
export async function refreshTrials(
  options: TrialOptions,
  sizes: RefreshSizes = usualRefreshSizes,
): Promise<TrialReport> {
  const stage = await TrialStage.set();
  try {
    const expiring = await stage.connections(sizes.expiries, ['TWITTER']);
    const racing = await stage.connections(options.trials, ['TWITTER']);
    // Four processes start at once; more would only wait for each other.
    const services: ServiceProcess[] = [];
    while (services.length < sizes.processes)
      services.push(...(await Promise.all([0, 1].map(async () => await stage.start('api')))));
    const token = await signToken({ tenantId });
    const ask = async (service: ServiceProcess, { id }: GivenConnection) =>
      await refresh(service.url, id, token);

    const served: Answer[] = [];
    for (const connection of expiring)
      served.push(...(await expire(stage, connection, { services, sizes, ask })));
    const random = new SeededRandom(options.seed, 'refresh');
    const faulty = await breakSome(stage, racing, random);
    await race(racing, { services, ask, random });
    const waiting = await notRenewed(stage, racing);
    await comeToTheirEnd(stage, waiting);
    await race(waiting, { services, ask, random });
    return await judge(options, stage, { expiring, racing, faulty, served, sizes });
  } finally {
    await stage.clear();
  }
}

type Ask = (service: ServiceProcess, connection: GivenConnection) => Promise<Answer>;

/** The access token has ended, and everybody notices at the same moment. */
async function expire(
  stage: TrialStage,
  connection: GivenConnection,
  { services, sizes, ask }: { services: ServiceProcess[]; sizes: RefreshSizes; ask: Ask },
): Promise<Answer[]> {
  await stage.database.query(
    `UPDATE "SocialConnection" SET token_expires_at = now() - interval '1 second' WHERE id = $1`,
    [connection.id],
  );
  await stage.sandbox.client.control('tokens/expire', { accountId: connection.accountId });
  return await Promise.all(
    Array.from(
      { length: sizes.callers },
      async (_, caller) => await ask(services[caller % services.length]!, connection),
    ),
  );
}

/** Orders a failing token endpoint for some of the races; returns for how many. */
async function breakSome(
  stage: TrialStage,
  racing: GivenConnection[],
  random: SeededRandom,
): Promise<number> {
  const chosen = racing.filter(() => random.below(100) < faultyOfHundred);
  for (const { accountId } of chosen) {
    const fault = random.pick(harmlessFaults);
    await stage.sandbox.client.control('faults', { accountId, operation: 'token', fault, ms: 200, times: 1 });
  }
  return chosen.length;
}

/** For each connection one caller of each process, a moment apart. */
async function race(
  connections: GivenConnection[],
  { services, ask, random }: { services: ServiceProcess[]; ask: Ask; random: SeededRandom },
): Promise<void> {
  for (let from = 0; from < connections.length; from += racesAtOnce) {
    const callers = connections
      .slice(from, from + racesAtOnce)
      .flatMap((connection) =>
        services.map((service) => ({ connection, service, afterMs: random.below(30) })),
      );
    await Promise.all(
      callers.map(async ({ connection, service, afterMs }) => {
        await pause(afterMs);
        await ask(service, connection);
      }),
    );
  }
}

async function notRenewed(stage: TrialStage, racing: GivenConnection[]): Promise<GivenConnection[]> {
  const rows = await stage.database.query<{ id: string }>(
    'SELECT id FROM "SocialConnection" WHERE token_version = 1 AND id = ANY($1::uuid[])',
    [racing.map(({ id }) => id)],
  );
  return racing.filter(({ id }) => rows.some((row) => row.id === id));
}

/**
 * A refresh without a usable answer may have spent the token, so the service waits with the next try until the access token ends.
 * That moment comes now; the fault is over, and the token was never spent.
 */
async function comeToTheirEnd(stage: TrialStage, waiting: GivenConnection[]): Promise<void> {
  await stage.database.query(
    `UPDATE "SocialConnection" SET token_expires_at = now() + interval '1 minute', refresh_not_before = now()
     WHERE id = ANY($1::uuid[])`,
    [waiting.map(({ id }) => id)],
  );
}

async function refresh(url: string, id: string, token: string): Promise<Answer> {
  const { statusCode, body } = await request(`${url}/api/v1/social/connections/${id}/refresh`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const { isActive } = (await body.json()) as { isActive?: boolean };
  return { status: statusCode, isActive: isActive === true };
}

interface Races {
  expiring: GivenConnection[];
  racing: GivenConnection[];
  faulty: number;
  served: Answer[];
  sizes: RefreshSizes;
}

/** The platform refuses a spent token with 400; it never answers so to a fresh one. */
async function judge(options: TrialOptions, stage: TrialStage, races: Races): Promise<TrialReport> {
  const calls = await tokenCalls(stage);
  const of = ({ accountId }: GivenConnection) => calls.get(accountId) ?? [];
  const refused = races.served.filter(({ status, isActive }) => status !== 200 || !isActive).length;
  const off = await stage.database.query<{ id: string }>(
    'SELECT id FROM "SocialConnection" WHERE NOT is_active',
  );
  const all = [...races.expiring, ...races.racing];
  const spentShown = all.reduce((sum, each) => sum + of(each).filter((status) => status === 400).length, 0);
  const perExpiry = races.expiring.map((each) => of(each).length);
  const violations = [
    ...perExpiry.flatMap((count, expiry) =>
      count === 1 ? [] : [`expiry ${expiry}: ${count} token requests`],
    ),
    ...(refused === 0 ? [] : [`${refused} callers of an expiry got no valid token`]),
    ...races.racing.flatMap((each) => {
      const accepted = of(each).filter((status) => status === 200).length;
      return accepted === 1 ? [] : [`connection ${each.id}: renewed ${accepted} times in its race`];
    }),
    ...(spentShown === 0 ? [] : [`a spent refresh token was shown ${spentShown} times`]),
    ...off.map(({ id }) => `connection ${id}: switched off though it was healthy`),
  ];
  return {
    options,
    figures: [
      ['processes', races.sizes.processes],
      ['expiries, callers of each', `${races.sizes.expiries}, ${races.sizes.callers}`],
      ['token requests per expiry', `${Math.min(...perExpiry)} to ${Math.max(...perExpiry)}`],
      ['callers that got no valid token', refused],
      ['races', races.racing.length],
      ['  of them with a failing token endpoint', races.faulty],
      ['token requests in races', races.racing.reduce((sum, each) => sum + of(each).length, 0)],
      ['spent refresh tokens shown', spentShown],
      ['healthy connections switched off', off.length],
    ],
    violations,
  };
}

/** The answers of the token endpoint, by account; 0 where none was given. */
async function tokenCalls(stage: TrialStage): Promise<Map<string, number[]>> {
  const { body } = await stage.sandbox.client.send('GET', '/_sandbox/calls');
  const { calls } = body as { calls: { path: string; accountId: string | null; status: number }[] };
  const answers = new Map<string, number[]>();
  for (const { path, accountId, status } of calls) {
    if (path !== '/2/oauth2/token') continue;
    const owner = accountId ?? 'nobody';
    answers.set(owner, [...(answers.get(owner) ?? []), status]);
  }
  return answers;
}
