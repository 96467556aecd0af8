import type { Connection } from '@social-integration/client';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { useLocation } from 'wouter';
import { texts } from '../../shared/texts/console-texts.ts';
import type { PlatformRules, PostGroup } from './composer-calls.ts';
import { bodyOf } from './draft-body.ts';
import type { MediaOwner } from './draft-media.ts';
import { emptyDraft, threadPlatform, type Draft } from './draft.ts';
import { focusFirstProblem } from './focus-first-problem.ts';
import type { MediaActions } from './media-actions.ts';
import { obstacleOf } from './obstacle.ts';
import { withoutUnbegun, type Problem } from './problems.ts';
import { useCheck, type LiveCheck } from './use-check.ts';
import { useDraft } from './use-draft.ts';
import { useMedia } from './use-media.ts';
import { useSubmission, type SubmissionFailure } from './use-submission.ts';

const words = texts.composer;

export interface ComposerProps {
  /** By platform, in the order of `rules`. */
  accounts: Connection[];
  rules: PlatformRules[];
  /** Who writes; see DraftPlace. */
  author: string;
}

export interface ComposerState {
  draft: Draft;
  change: (change: (draft: Draft) => Draft) => void;
  mediaOf: (owner: MediaOwner) => MediaActions;
  chosen: Connection[];
  /** Those of the chosen accounts. */
  platforms: PlatformRules[];
  live: LiveCheck;
  problems: Problem[];
}

export interface ComposerFlow {
  state: ComposerState;
  isDirty: boolean;
  isRestored: boolean;
  startAfresh: () => void;
  /** Why nothing was sent when somebody wanted to. */
  refusal: string | null;
  failure: SubmissionFailure | null;
  /** Nothing of this page stands in the way, such as a file that is still on its way. */
  isReady: boolean;
  isUnderWay: boolean;
  form: RefObject<HTMLFormElement | null>;
  submit: () => void;
  made: PostGroup | null;
  writeAnother: () => void;
}

/** Everything between what is typed and what the service says to it. */
export function useComposer({ accounts, rules, author }: ComposerProps): ComposerFlow {
  const kept = useDraft(author);
  const { draft, change } = kept;
  const mediaOf = useMedia(change);
  const [pathname, navigate] = useLocation();
  const [made, setMade] = useState<PostGroup | null>(null);
  const [refusedBody, setRefusedBody] = useState<string | null>(null);
  const [holds, setHolds] = useState(0);

  const chosen = accounts.filter(({ id }) => draft.accountIds.includes(id));
  const platforms = rules.filter(({ platform }) => chosen.some((each) => each.platform === platform));
  const hasThread = platforms.some(({ platform }) => platform === threadPlatform);
  const meant = {
    ...draft,
    accountIds: chosen.map(({ id }) => id),
    thread: hasThread ? draft.thread : [],
  };
  const body = bodyOf(
    meant,
    platforms.map(({ platform }) => platform),
  );
  const bodyText = JSON.stringify(body);
  const live = useCheck(body);
  const submission = useSubmission(accounts, (group) => {
    kept.startAfresh({ ...emptyDraft, accountIds: draft.accountIds });
    setMade(group);
    // What the address asked for is done: loading the page again must not ask for it once more.
    navigate(pathname, { replace: true });
  });

  const failure = failureNow(submission.failure, bodyText);
  const said = failure?.kind === 'problems' ? failure.problems : (live.check?.problems ?? []);
  const obstacle = obstacleOf(meant, chosen.length);
  const isHeldBack = refusedBody === bodyText;
  const begun = isHeldBack || failure ? said : withoutUnbegun(said, draft);
  const problems = isHeldBack && obstacle ? [obstacle, ...begun] : begun;

  const form = useProblemFocus(submission.error, holds);

  function submit() {
    if (submission.isUnderWay) return;
    // A draft may still be wrong; what is to go out is sent only when nothing is known against it.
    const isKnownBad = !live.isUnderWay && said.length > 0 && draft.when.kind !== 'draft';
    if (!obstacle && !isKnownBad) return submission.send(body);
    setRefusedBody(bodyText);
    setHolds((count) => count + 1);
  }

  return {
    state: { draft, change, mediaOf, chosen, platforms, live, problems },
    isDirty: kept.isDirty,
    isRestored: kept.isRestored,
    startAfresh: () => kept.startAfresh(emptyDraft),
    refusal: isHeldBack ? refusalOf(obstacle, problems) : null,
    failure,
    isReady: obstacle === null,
    isUnderWay: submission.isUnderWay,
    form,
    submit,
    made,
    writeAnother: () => setMade(null),
  };
}

/** Once what stands in the way is drawn, the focus goes there: after a refusal, and each time something was held back. */
function useProblemFocus(error: Error | null, holds: number): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) focusFirstProblem(form.current);
  }, [error]);
  useEffect(() => {
    if (holds > 0) focusFirstProblem(form.current);
  }, [holds]);
  return form;
}

/** What a refused call said holds until something is changed; then the live check speaks again. */
function failureNow(failure: SubmissionFailure | null, bodyText: string): SubmissionFailure | null {
  return failure?.kind === 'problems' && failure.body !== bodyText ? null : failure;
}

function refusalOf(obstacle: Problem | null, problems: Problem[]): string | null {
  if (obstacle) return obstacle.text;
  return problems.length > 0 ? words.lookAtProblems(problems.length) : null;
}
