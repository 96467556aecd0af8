import { describe, expect, it } from '@jest/globals';
import { explore, neverEnds, type Model } from './explore.ts';

/** A counter that may go up by one or two, as far as five. */
const counter: Model<number> = {
  initial: 0,
  key: String,
  steps: (at) => [1, 2].filter((by) => at + by <= 5).map((by) => ({ name: `add ${by}`, next: at + by })),
  broken: () => null,
  isFinal: (at) => at === 5,
};

describe('the model checker', () => {
  it('visits every state once', () => {
    expect(explore(counter)).toEqual({ states: 6, transitions: 9, depth: 3, counterexample: null });
  });

  it('tells the shortest way to a broken state', () => {
    const broken = (at: number) => (at === 4 ? 'never four' : null);

    const { counterexample } = explore({ ...counter, broken });

    expect(counterexample).toEqual({ invariant: 'never four', trace: ['add 2', 'add 2'] });
  });

  it('notices a state from which no end can be reached', () => {
    const isFinal = (at: number) => at === 4;

    const { counterexample } = explore({ ...counter, isFinal });

    expect(counterexample).toEqual({ invariant: neverEnds, trace: ['add 1', 'add 2', 'add 2'] });
  });

  it('refuses to pass over what it had no room to visit', () => {
    expect(() => explore(counter, 3)).toThrow('more than 3 states');
  });
});
