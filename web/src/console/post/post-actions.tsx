import type { Post } from '@social-integration/client';
import { useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { useLocation } from 'wouter';
import { texts } from '../../shared/texts/console-texts.ts';
import { usePermission } from '../session/session.ts';
import { ConfirmWish } from './confirm-wish.tsx';
import { useWish, type Wish } from './post-calls.ts';
import { actionsFor, type Action } from './post-rules.ts';
import { Refusal } from '../shell/refusal.tsx';
import { RescheduleDialog } from './reschedule-dialog.tsx';
import styles from './post-actions.module.css';

const words = texts.post;

/** What can be done with the post as it is. What cannot be undone asks first, and says what happens. */
export function PostActions({ post, account }: { post: Post; account: string }) {
  const [asking, setAsking] = useState<Action | null>(null);
  const [done, setDone] = useState<string | null>(null);
  const [, navigate] = useLocation();
  const wish = useWish(post.id);
  const carryOut = (wanted: Wish) =>
    wish.mutate(wanted, {
      onSuccess: () => {
        setAsking(null);
        if (wanted.action === 'delete') navigate('/posts', { replace: true });
        else setDone(words.done[wanted.action]);
      },
    });
  const begin = (action: Action) => {
    wish.reset();
    setDone(null);
    if (action === 'retry') carryOut({ action });
    else setAsking(action);
  };
  const close = () => setAsking(null);
  const dialog = {
    post,
    account,
    isPending: wish.isPending,
    error: wish.error,
    onClose: close,
    onWish: carryOut,
  };
  if (post.status === 'PUBLISHING') return <p className="soft small">{words.onItsWay}</p>;
  return (
    <div className={styles['actions']}>
      <ActionButtons post={post} isPending={wish.isPending} onAction={begin} />
      {wish.error && asking === null && <Refusal title={words.refused} error={wish.error} />}
      <p role="status" className={done ? '' : 'heard-only'}>
        {done}
      </p>
      {asking === 'reschedule' && <RescheduleDialog {...dialog} />}
      {asking !== null && asking !== 'reschedule' && <ConfirmWish {...dialog} action={asking} />}
    </div>
  );
}

interface ActionButtonsProps {
  post: Post;
  isPending: boolean;
  onAction: (action: Action) => void;
}

/** One reason for all of them: they all need the same scope. */
function ActionButtons({ post, isPending, onAction }: ActionButtonsProps) {
  const permission = usePermission('social:write');
  const reasonId = useId();
  const actions = actionsFor(post);
  if (actions.length === 0) return null;
  return (
    <>
      <div className={styles['buttons']} role="group" aria-label={words.actions}>
        {actions.map((action) => (
          <Button
            key={action}
            className={`button ${looks[action]}`}
            isDisabled={isPending || !permission.allowed}
            {...(!permission.allowed && { 'aria-describedby': reasonId })}
            onPress={() => onAction(action)}
          >
            {nameOf(action, post)}
          </Button>
        ))}
      </div>
      {!permission.allowed && (
        <p id={reasonId} className="soft small">
          {permission.reason}
        </p>
      )}
    </>
  );
}

const looks: Record<Action, string> = {
  publish: 'primary',
  retry: 'primary',
  reschedule: '',
  cancel: '',
  delete: 'danger',
  deleteLive: 'danger',
};

function nameOf(action: Action, { platform, status }: Post): string {
  if (action === 'deleteLive') return words.deleteLive(texts.words.platforms[platform]);
  if (action === 'reschedule' && status === 'DRAFT') return words.schedule;
  return words[action];
}
