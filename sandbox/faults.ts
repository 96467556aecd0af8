import { setTimeout as wait } from 'node:timers/promises';
import { answered, type Answer, type Outcome } from './exchange.ts';
import type { Operation, Platform } from './platform.ts';

const BEFORE = [
  'reset-before',
  'hang',
  'slow',
  'rate-limit',
  'no-credit',
  'usage-cap',
  'error-before',
  'custom',
] as const;
const AFTER = ['drop-answer', 'hang-after-accept', 'error-after-accept', 'action-blocked'] as const;

export const FAULT_KINDS = [...BEFORE, ...AFTER] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

export interface FaultRule {
  id: number;
  platform?: Platform;
  accountId?: string;
  operation: Operation | 'any';
  fault: FaultKind;
  /** How many calls it still applies to; null until it is cleared. */
  times: number | null;
  /** How long `slow` waits before the call is processed. */
  ms: number;
  resetSeconds: number;
  /** Of `custom` and the error faults; null takes what the platform would use. */
  status: number | null;
  body: unknown;
  headers: Record<string, string>;
}

/** The call as a fault rule sees it. */
export interface FaultTarget {
  platform: Platform;
  accountId: string | null;
  operation: Operation;
}

/** How one platform words the trouble that a rule asks for. */
export type WordTrouble = (rule: FaultRule, target: FaultTarget) => Answer;

export class FaultRules {
  private nextId = 1;
  private rules: FaultRule[] = [];

  add(rule: Omit<FaultRule, 'id'>): number {
    const id = this.nextId++;
    this.rules.push({ id, ...rule });
    return id;
  }

  /** False: there is no such rule, or it is used up. */
  remove(id: number): boolean {
    const others = this.rules.filter((rule) => rule.id !== id);
    const isThere = others.length < this.rules.length;
    this.rules = others;
    return isThere;
  }

  clear(): void {
    this.rules = [];
  }

  list(): readonly FaultRule[] {
    return this.rules;
  }

  /** The first rule that fits the call; it is used up by one. */
  take(target: FaultTarget): FaultRule | undefined {
    if (this.rules.length === 0) return undefined;
    const rule = this.rules.find((candidate) => fits(candidate, target));
    if (rule?.times != null) {
      rule.times -= 1;
      if (rule.times <= 0) this.rules = this.rules.filter((other) => other !== rule);
    }
    return rule;
  }
}

/** Processes the call, unless a rule says otherwise. `process` runs at most once. */
export async function underFaults(
  rules: FaultRules,
  target: FaultTarget,
  word: WordTrouble,
  process: () => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const rule = rules.take(target);
  if (!rule) return process();
  switch (rule.fault) {
    case 'reset-before':
      return { kind: 'reset' };
    case 'hang':
      return { kind: 'silent' };
    case 'slow':
      await wait(rule.ms);
      return process();
    case 'custom':
      return answered({ status: rule.status ?? 500, headers: rule.headers, body: rule.body });
    case 'rate-limit':
    case 'no-credit':
    case 'usage-cap':
    case 'error-before':
      return answered(word(rule, target));
    case 'drop-answer':
      await process();
      return { kind: 'cut' };
    case 'hang-after-accept':
      await process();
      return { kind: 'silent' };
    case 'error-after-accept':
    case 'action-blocked':
      await process();
      return answered(word(rule, target));
  }
}

function fits(rule: FaultRule, target: FaultTarget): boolean {
  return (
    (rule.platform === undefined || rule.platform === target.platform) &&
    (rule.accountId === undefined || rule.accountId === target.accountId) &&
    (rule.operation === 'any' || rule.operation === target.operation)
  );
}
