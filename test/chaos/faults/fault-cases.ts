import type { Platform } from '../../../src/kernel/platform.ts';
import { inFlightMs, type Fault, type FaultWay } from './fault-switch.ts';

/** A rule for the sandbox's publish call of one account; the platform's part in the case. */
export type Order = Record<string, unknown>;

export interface FaultCase {
  /** Which point of the protocol it stands for: K1 to K14, in the order in which a post passes them; K9 lay between the statements that record, which are one now. */
  id: string;
  title: string;
  point: Fault['point'];
  moment: Fault['moment'];
  order?: (platform: Platform, way: FaultWay) => Order;
  /**
   * Where only the platform's own refusal of a repetition stands between the post and its copy; everywhere else the sandbox is
   * told to take repetitions.
   */
  leansOnRefusal?: FaultWay[];
  /** A worker that hangs goes on after so many rounds of the other one; long after the end of everything where nothing is said. */
  roundsWhileHanging?: number;
}

const lostAnswer = () => ({ fault: 'drop-answer' });
const errorAfterAccepting = () => ({ fault: 'error-after-accept' });
const reset = () => ({ fault: 'reset-before' });

/** The call is cut, or never answered, or lands when its client may be gone. */
function unfinished(_platform: Platform, way: FaultWay): Order {
  if (way === 'throw') return reset();
  return way === 'hang' ? { fault: 'hang' } : { fault: 'slow', ms: 4 * inFlightMs };
}

/** Graph: developers.facebook.com/docs/graph-api/guides/error-handling, code 190. X: docs.x.com/x-api/fundamentals/response-codes-and-errors. */
function refusedToken(platform: Platform): Order {
  return platform === 'TWITTER'
    ? { fault: 'custom', status: 401, body: { title: 'Unauthorized', status: 401, detail: 'Unauthorized' } }
    : {
        fault: 'custom',
        status: 400,
        body: { error: { code: 190, type: 'OAuthException', message: 'The session has expired' } },
      };
}

const everywhere: FaultCase[] = [
  { id: 'K1', title: 'before the claim', point: 'claim', moment: 'before' },
  { id: 'K1', title: 'with the claim committed and its answer lost', point: 'claim', moment: 'after' },
  { id: 'K2', title: 'between claim and mark', point: 'mark', moment: 'before' },
  {
    id: 'K2',
    title: 'between claim and mark, with the answer to the send lost',
    point: 'mark',
    moment: 'before',
    order: lostAnswer,
    roundsWhileHanging: 3,
  },
  { id: 'K3', title: 'with the mark committed and its answer lost', point: 'mark', moment: 'after' },
  {
    id: 'K4',
    title: 'after the mark, before a byte leaves',
    point: 'publish-call',
    moment: 'before',
    // A process that stands still here for minutes sends after others gave the call up: no check of ours comes after it.
    leansOnRefusal: ['hang'],
  },
  {
    id: 'K5',
    title: 'while the call is in flight',
    point: 'publish-call',
    moment: 'during',
    order: unfinished,
  },
  {
    id: 'K6',
    title: 'after an answer was lost, before that is written down',
    point: 'leave-unsettled',
    moment: 'before',
    order: lostAnswer,
  },
  {
    id: 'K6',
    title: 'after an error for what was accepted, written down without an answer',
    point: 'leave-unsettled',
    moment: 'after',
    order: errorAfterAccepting,
  },
  { id: 'K7', title: 'with the answer received', point: 'publish-call', moment: 'after' },
  { id: 'K7', title: 'before the result is recorded', point: 'record', moment: 'before' },
  { id: 'K8', title: 'with the result recorded and the answer lost', point: 'record', moment: 'after' },
  {
    id: 'K13',
    title: 'before a refused token is recorded',
    point: 'record-refusal',
    moment: 'before',
    order: refusedToken,
  },
  {
    id: 'K13',
    title: 'after a refused token was recorded',
    point: 'record-refusal',
    moment: 'after',
    order: refusedToken,
  },
  ...(['before', 'after'] as const).map((moment): FaultCase => ({
    id: 'K14',
    title: `${moment} a lost answer is taken up`,
    point: 'claim-unsettled',
    moment,
    order: lostAnswer,
  })),
  {
    id: 'K14',
    title: 'after the account was read back',
    point: 'read-call',
    moment: 'after',
    order: lostAnswer,
  },
  ...(['before', 'after'] as const).map((moment): FaultCase => ({
    id: 'K14',
    title: `${moment} the adoption is written`,
    point: 'adopt',
    moment,
    order: lostAnswer,
  })),
  ...(['before', 'after'] as const).map((moment): FaultCase => ({
    id: 'K14',
    title: `${moment} it is written that nothing was found`,
    point: 'record-absence',
    moment,
    order: reset,
  })),
];

/** Where an invisible draft comes first. */
const withDraft: FaultCase[] = [
  { id: 'K10', title: 'with the draft made and its answer lost', point: 'prepare-call', moment: 'after' },
  { id: 'K10', title: 'before the draft is stored', point: 'save-progress', moment: 'before' },
  { id: 'K11', title: 'after the draft was stored', point: 'save-progress', moment: 'after' },
  { id: 'K11', title: 'before it waits for the draft', point: 'park', moment: 'before' },
  { id: 'K11', title: 'after it began to wait for the draft', point: 'park', moment: 'after' },
  { id: 'K11', title: 'before a waiting draft is taken up', point: 'take-over', moment: 'before' },
  {
    id: 'K11',
    title: 'with a waiting draft taken up and the answer lost',
    point: 'take-over',
    moment: 'after',
  },
  {
    id: 'K12',
    title: 'after the publishing of a draft was cut off',
    point: 'leave-unsettled',
    moment: 'before',
    order: reset,
  },
];

export const faultPlatforms: Platform[] = ['FACEBOOK', 'INSTAGRAM', 'TWITTER'];

/** The points that a post passes on this platform. */
export function casesOf(platform: Platform): FaultCase[] {
  return platform === 'INSTAGRAM' ? [...everywhere, ...withDraft] : everywhere;
}
