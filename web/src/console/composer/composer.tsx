import type { ReactNode, SyntheticEvent } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { usePermission } from '../session/session.ts';
import { LeaveGuard } from '../shell/leave-guard.tsx';
import { PageHeading } from '../shell/page-heading.tsx';
import { ComposerFields } from './composer-fields.tsx';
import styles from './composer.module.css';
import { inEachList, type MediaOwner } from './draft-media.ts';
import { isWanted } from './draft.ts';
import { PreviewList } from './preview-list.tsx';
import { ResultView } from './result-view.tsx';
import { SubmitBar } from './submit-bar.tsx';
import { useComposer, type ComposerFlow, type ComposerProps } from './use-composer.ts';

const words = texts.composer;

export function Composer(props: ComposerProps) {
  const flow = useComposer(props);
  const { accounts, rules } = props;
  const { state, made, writeAnother } = flow;
  if (made) return <ResultView posts={made.posts} accounts={accounts} writeAnother={writeAnother} />;
  return (
    <>
      <PageHeading title={words.title} />
      {flow.isDirty && (
        <LeaveGuard
          title={words.leave}
          text={words.leaveText}
          ways={[
            { label: words.leaveAndKeep, tone: '', before: () => undefined },
            { label: words.leaveAndForget, tone: 'danger', before: flow.startAfresh },
          ]}
        />
      )}
      <Notes flow={flow} />
      <Form form={flow.form} submit={flow.submit} mediaOf={state.mediaOf}>
        <div className={styles['fields']}>
          <ComposerFields state={state} accounts={accounts} rules={rules} />
        </div>
        {/* It scrolls by itself, so it can be reached by the keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <div className={styles['side']} tabIndex={0} role="region" aria-label={words.preview}>
          <PreviewList
            accounts={state.chosen}
            draft={inEachList(state.draft, (media) => media.filter(isWanted))}
            live={state.live}
          />
        </div>
        <div className={styles['send']}>
          <SubmitBar
            kind={state.draft.when.kind}
            accountCount={state.chosen.length}
            isReady={flow.isReady}
            checks={state.live.check?.accounts ?? []}
            problems={state.problems}
            refusal={flow.refusal}
            failure={flow.failure}
            isUnderWay={flow.isUnderWay}
          />
        </div>
      </Form>
    </>
  );
}

interface FormProps {
  form: ComposerFlow['form'];
  submit: ComposerFlow['submit'];
  mediaOf: ComposerFlow['state']['mediaOf'];
  children: ReactNode;
}

/**
 * Files may be dropped anywhere on it (beside it the browser would open them in the place of the page) or pasted: onto a part of a
 * thread they are that part's, anywhere else the post's.
 */
function Form({ form, submit, mediaOf, children }: FormProps) {
  const take = (event: SyntheticEvent, { files }: DataTransfer) => {
    // Words that are dragged or pasted into a field are the browser's business.
    if (files.length === 0) return;
    event.preventDefault();
    mediaOf(ownerAt(event.target)).addFiles([...files]);
  };
  return (
    // The buttons in it do the same for the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      ref={form}
      className={styles['columns']}
      noValidate
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => take(event, event.dataTransfer)}
      onPaste={(event) => take(event, event.clipboardData)}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
    </form>
  );
}

/** See ThreadOption: each part bears its key. */
function ownerAt(target: EventTarget): MediaOwner {
  const part = target instanceof Element ? target.closest<HTMLElement>('[data-part]') : null;
  return part?.dataset['part'] ?? null;
}

/** What has to be known before the first word is typed. */
function Notes({ flow: { state, isRestored, startAfresh } }: { flow: ComposerFlow }) {
  const permission = usePermission('social:write');
  const hasUnknown = state.chosen.length < state.draft.accountIds.length;
  return (
    <>
      {!permission.allowed && (
        <div className={`note warn ${styles['heads-up']}`}>
          <strong>{words.readOnly}</strong>
          <span>{permission.reason}</span>
        </div>
      )}
      {hasUnknown && <p className={`note warn ${styles['heads-up']}`}>{words.accountUnknown}</p>}
      {isRestored && (
        <div role="status" className={`note ${styles['restored']}`}>
          <span>{words.restored}</span>
          <button type="button" className="button plain" onClick={startAfresh}>
            {words.startAfresh}
          </button>
        </div>
      )}
    </>
  );
}
