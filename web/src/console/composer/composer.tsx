import type { Connection } from '@social-integration/client';
import { useRef, useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { usePermission } from '../session/session.ts';
import { PageHeading } from '../shell/page-heading.tsx';
import { AccountsField } from './accounts-field.tsx';
import type { PlatformRules, PostGroup } from './composer-calls.ts';
import styles from './composer.module.css';
import { bodyOf } from './draft-body.ts';
import { emptyDraft, withOptions, type MediaDraft } from './draft.ts';
import { focusFirstProblem } from './focus-first-problem.ts';
import { LeaveGuard } from './leave-guard.tsx';
import { MediaField } from './media-field.tsx';
import { obstacleOf } from './obstacle.ts';
import { hasOptions, PlatformOptionsField } from './platform-options.tsx';
import { PreviewList } from './preview-list.tsx';
import { problemsAt, problemsUnder } from './problems.ts';
import { ResultView } from './result-view.tsx';
import { SubmitBar } from './submit-bar.tsx';
import { TextField } from './text-field.tsx';
import { useCheck } from './use-check.ts';
import { useDraft } from './use-draft.ts';
import { useMedia } from './use-media.ts';
import { useSubmission } from './use-submission.ts';
import { WhenField } from './when-field.tsx';

const words = texts.composer;

interface ComposerProps {
  accounts: Connection[];
  rules: PlatformRules[];
  tenantId: string;
}

export function Composer({ accounts, rules, tenantId }: ComposerProps) {
  const kept = useDraft(tenantId);
  const { draft, change } = kept;
  const media = useMedia(change);
  const [made, setMade] = useState<PostGroup | null>(null);
  const [refusedFor, setRefusedFor] = useState<string | null>(null);
  const form = useRef<HTMLFormElement>(null);
  const permission = usePermission('social:write');

  const chosen = accounts.filter(({ id }) => draft.accountIds.includes(id));
  const platforms = rules.filter(({ platform }) => chosen.some((each) => each.platform === platform));
  const body = bodyOf(
    { ...draft, accountIds: chosen.map(({ id }) => id) },
    platforms.map(({ platform }) => platform),
  );
  const bodyText = JSON.stringify(body);
  const live = useCheck(body);
  const submission = useSubmission(new Map(accounts.map(({ id, platform }) => [id, platform])), (group) => {
    kept.startAfresh({ ...emptyDraft, accountIds: draft.accountIds });
    setMade(group);
  });
  const refused = submission.failure?.kind === 'problems' ? submission.failure : null;
  // What a refused call said holds until something is changed; then the live check speaks again.
  const problems = refused?.body === bodyText ? refused.problems : (live.check?.problems ?? []);
  const obstacle = obstacleOf(draft, chosen.length);
  const wantsTo = refusedFor === bodyText;

  if (made) return <ResultView posts={made.posts} accounts={accounts} writeAnother={() => setMade(null)} />;

  function submit() {
    const isKnownBad = !live.isUnderWay && problems.length > 0 && draft.when.kind !== 'draft';
    if (obstacle || isKnownBad) {
      setRefusedFor(bodyText);
      return focusFirstProblem(form);
    }
    submission.send(body, { onError: () => focusFirstProblem(form) });
  }

  return (
    <>
      <PageHeading title={words.title} />
      <LeaveGuard isNeeded={kept.isDirty} forget={() => kept.startAfresh(emptyDraft)} />
      {!permission.allowed && <ReadOnlyNote reason={permission.reason} />}
      {kept.isRestored && <RestoredNote startAfresh={() => kept.startAfresh(emptyDraft)} />}
      <form
        ref={form}
        className={styles['columns']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <div className={styles['fields']}>
          <AccountsField
            accounts={accounts}
            platforms={rules
              .map(({ platform }) => platform)
              .filter((platform) => accounts.some((each) => each.platform === platform))}
            chosen={draft.accountIds}
            choose={(accountIds) => change((old) => ({ ...old, accountIds }))}
            problems={[
              ...(wantsTo && obstacle?.place === 'connectionIds' ? [obstacle] : []),
              ...problemsUnder(problems, 'connectionIds'),
            ]}
          />
          <TextField
            content={draft.content}
            write={(content) => change((old) => ({ ...old, content }))}
            addFiles={media.addFiles}
            rules={platforms}
            checks={live.check?.accounts ?? []}
            problems={problemsAt(problems, 'content')}
          />
          <MediaField
            media={draft.media}
            actions={media}
            altTextLimit={(item) => altTextLimit(item, platforms.length > 0 ? platforms : rules)}
            problems={problems}
          />
          {platforms.filter(hasOptions).map((each) => (
            <PlatformOptionsField
              key={each.platform}
              rules={each}
              options={draft.options[each.platform]}
              change={(options) => change((old) => withOptions(old, each.platform, options))}
              problems={problemsUnder(problems, each.platform)}
              hasVideo={draft.media.some(({ type }) => type === 'VIDEO')}
            />
          ))}
          <WhenField
            when={draft.when}
            choose={(when) => change((old) => ({ ...old, when }))}
            problems={[
              ...(wantsTo && obstacle?.place === 'scheduledAt' ? [obstacle] : []),
              ...problemsAt(problems, 'scheduledAt'),
            ].map((each) => ({ ...each, platform: null }))}
          />
        </div>
        <div className={styles['side']}>
          <PreviewList accounts={chosen} media={draft.media} live={live} />
        </div>
        <div className={styles['send']}>
          <SubmitBar
            kind={draft.when.kind}
            accountCount={chosen.length}
            checks={live.check?.accounts ?? []}
            problems={problems}
            refusal={wantsTo ? (obstacle?.text ?? words.lookAtProblems(problems.length)) : null}
            failure={refused && refused.body !== bodyText ? null : submission.failure}
            isUnderWay={submission.isUnderWay}
          />
        </div>
      </form>
    </>
  );
}

/** The longest that every chosen platform takes; null where none of them shows a description of such a file. */
function altTextLimit({ type }: MediaDraft, rules: PlatformRules[]): number | null {
  const limits = rules.filter(({ altText }) => altText.mediaTypes.includes(type));
  return limits.length === 0 ? null : Math.min(...limits.map(({ altText }) => altText.maxLength));
}

function ReadOnlyNote({ reason }: { reason: string }) {
  return (
    <div className={`note warn ${styles['unknown']}`}>
      <strong>{words.readOnly}</strong>
      <span>{reason}</span>
    </div>
  );
}

function RestoredNote({ startAfresh }: { startAfresh: () => void }) {
  return (
    <div role="status" className={`note ${styles['restored']}`}>
      <span>{words.restored}</span>
      <button type="button" className="button plain" onClick={startAfresh}>
        {words.startAfresh}
      </button>
    </div>
  );
}
