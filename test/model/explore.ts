/** A finite system: where it starts, what can happen next, and what must hold. */
export interface Model<State> {
  initial: State;
  /** Two states with the same key are the same state. */
  key(state: State): string;
  steps(state: State): Step<State>[];
  /** Names the invariant that this state breaks; null when all hold. */
  broken(state: State): string | null;
  /** Nothing is left to be done here. From every reachable state one of these must be reachable. */
  isFinal(state: State): boolean;
}

export interface Step<State> {
  name: string;
  next: State;
}

export interface Counterexample {
  invariant: string;
  /** The shortest way there, step by step. */
  trace: string[];
}

export interface Exploration {
  states: number;
  transitions: number;
  /** Longest of the shortest ways to a state. */
  depth: number;
  counterexample: Counterexample | null;
}

export const neverEnds = 'from every state the end can be reached';

/** How a state was first reached; the traces are replayed from this instead of being stored. */
interface Origin {
  parent: number;
  step: number;
  depth: number;
}

/**
 * Visits every reachable state, breadth first, so that the first counterexample is a shortest one. Throws when there are more
 * than `mostStates`: a bound that cuts silently would prove nothing.
 */
export function explore<State>(model: Model<State>, mostStates = 3_000_000): Exploration {
  const search = new Search(model, mostStates);
  const counterexample = search.run();
  return {
    states: search.origins.length,
    transitions: search.edges.length / 2,
    depth: search.origins.at(-1)?.depth ?? 0,
    counterexample,
  };
}

class Search<State> {
  readonly origins: Origin[] = [];
  /** Pairs: from, to. */
  readonly edges: number[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #finals: number[] = [];
  #layer: { number: number; state: State }[] = [];

  constructor(
    private readonly model: Model<State>,
    private readonly mostStates: number,
  ) {}

  run(): Counterexample | null {
    const first = this.#visit(this.model.initial, { parent: -1, step: 0, depth: 0 });
    if (first.invariant) return { invariant: first.invariant, trace: [] };
    while (this.#layer.length > 0) {
      const layer = this.#layer;
      this.#layer = [];
      for (const { number, state } of layer) {
        const found = this.#expand(number, state);
        if (found) return found;
      }
    }
    const stuck = this.#firstWithoutEnd();
    return stuck < 0 ? null : { invariant: neverEnds, trace: this.#traceTo(stuck) };
  }

  #expand(number: number, state: State): Counterexample | null {
    const depth = (this.origins[number]?.depth ?? 0) + 1;
    for (const [index, { next }] of this.model.steps(state).entries()) {
      const reached = this.#visit(next, { parent: number, step: index, depth });
      this.edges.push(number, reached.number);
      if (reached.invariant) return { invariant: reached.invariant, trace: this.#traceTo(reached.number) };
    }
    return null;
  }

  #visit(state: State, origin: Origin): { number: number; invariant: string | null } {
    const key = this.model.key(state);
    const known = this.#numbers.get(key);
    if (known !== undefined) return { number: known, invariant: null };
    const number = this.origins.length;
    if (number >= this.mostStates) throw new Error(`There are more than ${this.mostStates} states.`);
    this.#numbers.set(key, number);
    this.origins.push(origin);
    this.#layer.push({ number, state });
    if (this.model.isFinal(state)) this.#finals.push(number);
    return { number, invariant: this.model.broken(state) };
  }

  /** Walks backwards from the final states; what is not met cannot end. */
  #firstWithoutEnd(): number {
    const count = this.origins.length;
    const start = new Int32Array(count + 2);
    for (let at = 1; at < this.edges.length; at += 2) start[this.edges[at]! + 2]! += 1;
    for (let each = 2; each < start.length; each += 1) start[each]! += start[each - 1]!;
    const before = new Int32Array(this.edges.length / 2);
    for (let at = 0; at < this.edges.length; at += 2) {
      before[start[this.edges[at + 1]! + 1]!++] = this.edges[at]!;
    }
    const ends = new Uint8Array(count);
    const open = [...this.#finals];
    for (const each of open) ends[each] = 1;
    for (let each = open.pop(); each !== undefined; each = open.pop()) {
      for (let at = start[each]!; at < start[each + 1]!; at += 1) {
        if (ends[before[at]!] === 1) continue;
        ends[before[at]!] = 1;
        open.push(before[at]!);
      }
    }
    return ends.indexOf(0);
  }

  #traceTo(number: number): string[] {
    const path: number[] = [];
    for (let at = number; at > 0; at = this.origins[at]!.parent) path.unshift(this.origins[at]!.step);
    let state = this.model.initial;
    return path.map((index) => {
      const step = this.model.steps(state)[index];
      if (!step) throw new Error('The model is not deterministic: a step that was taken is gone.');
      state = step.next;
      return step.name;
    });
  }
}
