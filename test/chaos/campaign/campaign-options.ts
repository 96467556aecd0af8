import { parseArgs } from 'node:util';
import type { Platform } from '../../../src/kernel/platform.ts';

/** What one campaign does. Together with the seed it says which fault comes when. */
export interface CampaignOptions {
  posts: number;
  kills: number;
  seed: number;
  platforms: Platform[];
  workers: number;
  /** Posts of one connection go out one after the other, so that more connections mean more at once. */
  connections: number;
  postgresRestarts: number;
  terminations: number;
  zombies: number;
  /** Orders to the sandbox to answer badly; each holds for one to three calls. */
  sandboxFaults: number;
  /** Times that a platform answers no post at all for some seconds, whatever it accepts. */
  outages: number;
  operatorActs: number;
  proxy: 'on' | 'off';
  /** Posts on Pages are made as drafts first (FACEBOOK_TWO_PHASE). */
  facebookTwoPhase: 'on' | 'off';
  /** How long posts keep coming due and faults keep coming, in seconds. */
  seconds: number;
  /** How long after the last fault everything must be decided, in seconds. */
  calmSeconds: number;
}

const everyPlatform: Platform[] = ['FACEBOOK', 'INSTAGRAM', 'TWITTER'];

/** The same campaign from few words: what is not given follows from the number of posts and kills. */
export function campaignOf(wanted: Partial<CampaignOptions>): CampaignOptions {
  const posts = wanted.posts ?? 1_000;
  const kills = wanted.kills ?? 20;
  const seconds = wanted.seconds ?? Math.round(Math.max(15, posts / 60, kills * 1.2));
  return {
    posts,
    kills,
    seconds,
    seed: wanted.seed ?? 1,
    platforms: wanted.platforms ?? everyPlatform,
    workers: wanted.workers ?? 3,
    connections: wanted.connections ?? Math.max(12, Math.min(400, Math.round(posts / 4))),
    postgresRestarts: wanted.postgresRestarts ?? 0,
    terminations: wanted.terminations ?? Math.round(seconds / 3),
    zombies: wanted.zombies ?? 0,
    sandboxFaults: wanted.sandboxFaults ?? Math.round(posts / 40),
    outages: wanted.outages ?? 0,
    operatorActs: wanted.operatorActs ?? 0,
    proxy: wanted.proxy ?? 'off',
    facebookTwoPhase: wanted.facebookTwoPhase ?? 'off',
    calmSeconds: wanted.calmSeconds ?? 180,
  };
}

const flags = {
  posts: { type: 'string' },
  kills: { type: 'string' },
  seed: { type: 'string' },
  platform: { type: 'string' },
  workers: { type: 'string' },
  connections: { type: 'string' },
  seconds: { type: 'string' },
  'postgres-restarts': { type: 'string' },
  terminations: { type: 'string' },
  zombies: { type: 'string' },
  'sandbox-faults': { type: 'string' },
  outages: { type: 'string' },
  operators: { type: 'boolean' },
  proxy: { type: 'boolean' },
  'facebook-two-phase': { type: 'boolean' },
  json: { type: 'string' },
} as const;

/** Reads `npm run chaos -- …`. @throws Error that names the flag that cannot be used. */
export function readCampaign(args: string[]): { options: CampaignOptions; jsonFile: string | undefined } {
  const { values } = parseArgs({ args, options: flags });
  const given: Partial<CampaignOptions> = {
    ...numberIn(values, 'posts', 'posts'),
    ...numberIn(values, 'kills', 'kills'),
    ...numberIn(values, 'seed', 'seed'),
    ...numberIn(values, 'workers', 'workers'),
    ...numberIn(values, 'connections', 'connections'),
    ...numberIn(values, 'seconds', 'seconds'),
    ...numberIn(values, 'postgres-restarts', 'postgresRestarts'),
    ...numberIn(values, 'terminations', 'terminations'),
    ...numberIn(values, 'zombies', 'zombies'),
    ...numberIn(values, 'sandbox-faults', 'sandboxFaults'),
    ...numberIn(values, 'outages', 'outages'),
    ...(values.platform && { platforms: platformsIn(values.platform) }),
    ...(values.proxy && { proxy: 'on' as const }),
    ...(values['facebook-two-phase'] && { facebookTwoPhase: 'on' as const }),
  };
  const options = campaignOf(given);
  if (values.operators) options.operatorActs = Math.round(options.posts / 20);
  return { options, jsonFile: values.json };
}

function numberIn(
  values: Record<string, string | boolean | undefined>,
  flag: string,
  name: keyof CampaignOptions,
): Partial<CampaignOptions> {
  const text = values[flag];
  if (text === undefined) return {};
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0)
    throw new Error(`--${flag} must be a whole number, not ${text}`);
  return { [name]: number };
}

function platformsIn(text: string): Platform[] {
  if (text === 'all') return everyPlatform;
  const platform = everyPlatform.find((name) => name === text);
  if (!platform) throw new Error(`--platform must be one of ${everyPlatform.join(', ')} or all, not ${text}`);
  return [platform];
}
