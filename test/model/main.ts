/** Prints what the model checker finds: states of each scenario, then the trace behind each safeguard. */
import { explore, type Exploration } from './explore.ts';
import { publishProtocol } from './publish-protocol.ts';
import {
  mutants,
  plainWithoutTiming,
  redundantRuns,
  runs,
  watchedFor,
  type Run,
} from './publish-scenarios.ts';

const began = performance.now();
const total = { states: 0, broken: 0 };

say('Explored in full; every invariant must hold.');
for (const run of runs) report(run);
say(`\nRedundant safeguards: nothing breaks without them either.`);
for (const run of redundantRuns) report(run);
say('\nOne safeguard removed each; harm must come of it.');
for (const mutant of mutants) {
  const { counterexample } = explore(publishProtocol(mutant.scenario, watchedFor(mutant)));
  if (counterexample?.invariant !== mutant.harm) total.broken += 1;
  say(`\nwithout: ${mutant.without} (${mutant.scenario.publishClass})`);
  tell(counterexample);
}
say('\nplain, without the timing assumption');
tell(explore(publishProtocol(plainWithoutTiming, ['a post is live at most once'])).counterexample);
say(`\n${total.states} states, ${mutants.length} mutants, ${total.broken} surprises, ${seconds(began)} s`);
process.exitCode = total.broken === 0 ? 0 : 1;

function report({ name, scenario, watched }: Run): void {
  const from = performance.now();
  const { states, transitions, depth, counterexample } = explore(publishProtocol(scenario, watched));
  if (scenario.without.size === 0) total.states += states;
  say(
    `${String(states).padStart(8)} states ${String(transitions).padStart(9)} steps, depth ${depth}, ${seconds(from)} s  ${name}`,
  );
  if (!counterexample) return;
  total.broken += 1;
  tell(counterexample);
}

function tell(counterexample: Exploration['counterexample']): void {
  if (!counterexample) return say('  no harm was found');
  say(`  ${counterexample.trace.length} steps to break "${counterexample.invariant}":`);
  for (const [index, step] of counterexample.trace.entries())
    say(`  ${String(index + 1).padStart(3)}  ${step}`);
}

function seconds(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(1);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
