import type { StatementPoint } from './fault-switch.ts';

/** A piece that only this statement holds; a statement that is reworded is missed, and the case says that its point was not reached. */
const pieces: [string, StatementPoint][] = [
  ['INSERT INTO "SocialPublishAttempt"', 'claim'],
  ['SET resume_state = $3, lease_until', 'save-progress'],
  ['SET resume_state = $3, resume_at', 'park'],
  ['resume_at = NULL\n       FROM free', 'take-over'],
  ['SET send_started_at = COALESCE(', 'mark'],
  ['failure_meaning = $4', 'leave-unsettled'],
  ['AND settle_until <= social_now()', 'claim-unsettled'],
];

const outcomes: Record<string, StatementPoint> = {
  published: 'record',
  adopted: 'adopt',
  rejected: 'record-refusal',
  not_found: 'record-absence',
  never_sent: 'release',
};

/** Which statement of the protocol this is; undefined for every other one. */
export function nameOfStatement(text: string, values: unknown[]): StatementPoint | undefined {
  if (text.includes('SET outcome = e.outcome')) return nameOfEnding(values[0]);
  return pieces.find(([piece]) => text.includes(piece))?.[1];
}

function nameOfEnding(ends: unknown): StatementPoint | undefined {
  const [first] = JSON.parse(String(ends)) as { outcome: string }[];
  return outcomes[first?.outcome ?? ''];
}
