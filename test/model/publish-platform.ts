/** The platform and the network between: a request lands now, later or never, and its answer may be lost. */
import type { JobStep, Request, Scenario, State, Take } from './publish-state.ts';

export function platformSteps(scenario: Scenario, state: State, take: Take): void {
  for (const [index, request] of state.requests.entries()) {
    const answer = (what: string, step: JobStep, change: (next: State) => void = () => undefined) =>
      take(`the send of attempt ${request.attempt + 1} ${what}`, (next) => {
        next.requests.splice(index, 1);
        change(next);
        tell(next, request, step);
      });
    if (isThere(scenario, state, request)) {
      answer('is refused as a duplicate', 'told-duplicate');
    } else {
      const land = (next: State) => next.live.push(livePost(scenario, state, request));
      answer('lands; its answer is lost', 'told-unknown', land);
      if (request.awaitedBy >= 0) answer('lands', 'told-live', land);
    }
    answer('is lost', 'told-unknown');
    if (request.awaitedBy < 0) continue;
    answer('is refused', 'told-refused');
    answer('is refused for now', 'told-later');
  }
  for (const [index, { visible }] of state.live.entries()) {
    if (!visible) take(`live post ${index + 1} can be read`, (next) => show(next, index));
  }
}

/** What makes a second copy impossible, where something does. */
function isThere({ publishClass }: Scenario, { live }: State, { draft }: Request): boolean {
  if (publishClass === 'duplicate-rejecting') return live.length > 0;
  return publishClass === 'two-phase' && live.some((each) => each.draft === draft);
}

function livePost({ posts }: Scenario, { attempts }: State, { post, draft }: Request) {
  const marked = attempts.reduce((bits, each, index) => bits | (each.marked ? 1 << index : 0), 0);
  // With one post alone, what is live can only be its own.
  const after = posts === 1 ? 127 : marked;
  return { post, draft, visible: false, after };
}

function tell(next: State, { awaitedBy, attempt }: Request, step: JobStep): void {
  if (awaitedBy < 0) return;
  next.jobs[awaitedBy] = { step, attempt, liveId: step === 'told-live' ? next.live.length : 0 };
}

function show(next: State, index: number): void {
  next.live[index] = { ...next.live[index]!, visible: true };
}
