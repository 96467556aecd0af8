import type { Post } from '@social-integration/client';
import { Button } from 'react-aria-components';
import { texts } from '../../shared/texts/console-texts.ts';
import { DialogActions, DialogWindow } from '../shell/dialog-window.tsx';
import type { Wish } from './post-calls.ts';
import type { Action } from './post-rules.ts';
import { Refusal } from '../shell/refusal.tsx';

const words = texts.post;

export interface AskingProps {
  post: Post;
  account: string;
  isPending: boolean;
  error: Error | null;
  onClose: () => void;
  onWish: (wish: Wish) => void;
}

type Asked = Exclude<Action, 'reschedule'>;

/** Says what will happen before it does. */
export function ConfirmDialog({
  action,
  post,
  account,
  isPending,
  error,
  onClose,
  onWish,
}: AskingProps & { action: Asked }) {
  const { question, text, yes, tone } = wordsFor(action, post, account);
  return (
    <DialogWindow role="alertdialog" title={question} onClose={onClose} closesBeside>
      <p>{text}</p>
      {error && <Refusal title={words.refused} error={error} />}
      <DialogActions>
        <Button className="button" onPress={onClose}>
          {action === 'publish' ? words.notNow : words.keepPost}
        </Button>
        <Button className={`button ${tone}`} isDisabled={isPending} onPress={() => onWish({ action })}>
          {yes}
        </Button>
      </DialogActions>
    </DialogWindow>
  );
}

function wordsFor(action: Asked, post: Post, account: string) {
  const platform = texts.words.platforms[post.platform];
  switch (action) {
    case 'publish':
    case 'retry':
      return {
        question: words.publishQuestion,
        text: words.publishText(account, platform),
        yes: words[action],
        tone: 'primary',
      };
    case 'cancel':
      return { question: words.cancelQuestion, text: words.cancelText, yes: words.cancel, tone: 'danger' };
    case 'delete':
      return { question: words.deleteQuestion, text: words.deleteText, yes: words.delete, tone: 'danger' };
    case 'deleteLive':
      return {
        question: words.deleteLiveQuestion(platform),
        text: words.deleteLiveText(platform),
        yes: words.deleteLive(platform),
        tone: 'danger',
      };
  }
}
