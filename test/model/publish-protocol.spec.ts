import { describe, expect, it } from '@jest/globals';
import { explore } from './explore.ts';
import { publishProtocol } from './publish-protocol.ts';
import {
  mutants,
  plainWithoutTiming,
  redundant,
  redundantRuns,
  runs,
  watchedFor,
} from './publish-scenarios.ts';
import { safeguards } from './publish-state.ts';

const fewestStates = 250_000;
const slowBoxMs = 120_000;

describe('the publish protocol, in every order of events within the bounds', () => {
  let explored = 0;

  it.each(runs)(
    'holds all that it promises: $name',
    ({ scenario, watched }) => {
      const { states, counterexample } = explore(publishProtocol(scenario, watched));
      explored += states;

      expect(counterexample).toBeNull();
    },
    slowBoxMs,
  );

  it('was looked at in enough states to mean something', () => {
    expect(explored).toBeGreaterThanOrEqual(fewestStates);
  });

  it.each(mutants)(
    'does harm without this: $without',
    (mutant) => {
      const { counterexample } = explore(publishProtocol(mutant.scenario, watchedFor(mutant)));

      expect(counterexample?.invariant).toBe(mutant.harm);
    },
    slowBoxMs,
  );

  it.each(redundantRuns)('does no harm: $name', ({ scenario, watched }) => {
    expect(explore(publishProtocol(scenario, watched)).counterexample).toBeNull();
  });

  it('has one mutant for each safeguard that is not redundant', () => {
    const tried = [...mutants.map(({ without }) => without), ...redundant];

    expect(tried.toSorted()).toEqual([...safeguards].toSorted());
  });

  it('cannot keep a plain post from going out twice when a send may land after its settle time', () => {
    const watched = ['a post is live at most once'] as const;

    expect(explore(publishProtocol(plainWithoutTiming, watched)).counterexample?.invariant).toBe(watched[0]);
  });
});
