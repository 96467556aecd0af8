import type { Post } from '@social-integration/client';
import { texts } from '../../shared/texts/console-texts.ts';
import { ConfirmDialog } from '../shell/confirm-dialog.tsx';
import type { Wish } from './post-calls.ts';
import type { Action } from './post-rules.ts';

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
export function ConfirmWish({ action, ...asking }: AskingProps & { action: Asked }) {
  const { post, account, isPending, error, onClose, onWish } = asking;
  const { question, text, yes, tone } = wordsFor(action, post, account);
  return (
    <ConfirmDialog
      title={question}
      labels={{
        confirm: yes,
        busy: words.working,
        cancel: action === 'publish' ? words.notNow : words.keepPost,
      }}
      tone={tone}
      running={{ mutate: () => onWish({ action }), isPending, error }}
      onClose={onClose}
    >
      <p>{text}</p>
    </ConfirmDialog>
  );
}

interface Words {
  question: string;
  text: string;
  yes: string;
  tone: 'danger' | 'primary';
}

function wordsFor(action: Asked, post: Post, account: string): Words {
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
