import { SocialProblem, type Post } from '@social-integration/client';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { Button } from 'react-aria-components';
import { texts } from '../../shared/texts/console-texts.ts';
import { useTextEdit } from './post-calls.ts';
import { LeaveGuard } from '../shell/leave-guard.tsx';
import { Refusal } from '../shell/refusal.tsx';
import styles from './post-content.module.css';

const words = texts.post;

interface EditTextProps {
  post: Post;
  onSaved: () => void;
  onCancel: () => void;
}

/** Changes the text of the version that was on the screen when the editing began, and of no other. */
export function EditText({ post, onSaved, onCancel }: EditTextProps) {
  const id = useId();
  const [version, setVersion] = useState(post.version);
  const [content, setContent] = useState(post.content);
  const [unsaved, setUnsaved] = useState<string | null>(null);
  const edit = useTextEdit(post.id);
  const area = useRef<HTMLTextAreaElement>(null);
  // Whoever chose to edit wants to write.
  useEffect(() => area.current?.focus(), []);
  const isOvertaken = edit.error instanceof SocialProblem && edit.error.status === 412;
  const goOnFrom = (newer: Post) => {
    setUnsaved(content);
    setVersion(newer.version);
    setContent(newer.content);
    edit.reset();
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        edit.mutate({ content, version }, { onSuccess: onSaved });
      }}
    >
      <div className="field">
        <label htmlFor={id}>{words.editing}</label>
        <textarea
          id={id}
          dir="auto"
          className={`input ${styles['area']}`}
          rows={8}
          ref={area}
          value={content}
          onChange={({ target }) => setContent(target.value)}
        />
      </div>
      {content !== post.content && (
        <LeaveGuard
          title={words.leave}
          text={words.leaveText}
          ways={[{ label: words.leaveUnsaved, tone: 'danger', before: () => undefined }]}
        />
      )}
      {isOvertaken && <Overtaken id={post.id} onLoaded={goOnFrom} />}
      {edit.error && !isOvertaken && <Refusal title={words.notSaved} error={edit.error} />}
      {unsaved !== null && <Unsaved text={unsaved} />}
      <div className={styles['buttons']}>
        <Button type="submit" className="button primary" isDisabled={edit.isPending || isOvertaken}>
          {edit.isPending ? words.saving : texts.words.save}
        </Button>
        <Button className="button" onPress={onCancel}>
          {texts.words.cancel}
        </Button>
      </div>
    </form>
  );
}

/** Somebody else was faster: nothing is written over, and the way on is the new version. */
function Overtaken({ id, onLoaded }: { id: string; onLoaded: (newer: Post) => void }) {
  const queryClient = useQueryClient();
  const load = async () => {
    await queryClient.refetchQueries({ queryKey: ['post', id], exact: true });
    const newer = queryClient.getQueryData<Post>(['post', id]);
    if (newer) onLoaded(newer);
  };
  return (
    <div className="note warn" role="alert">
      <strong>{words.changedTitle}</strong>
      <span>{words.changedText}</span>
      <div>
        <Button className="button" onPress={() => void load()}>
          {words.loadNew}
        </Button>
      </div>
    </div>
  );
}

function Unsaved({ text }: { text: string }) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{words.yourText}</label>
      <textarea id={id} dir="auto" className={`input ${styles['area']}`} rows={4} readOnly value={text} />
      <span className="hint">{words.yourTextHint}</span>
    </div>
  );
}
