import { texts } from '../../shared/texts/console-texts.ts';
import { tones, type PostStatus } from './post-status.ts';

export function StatusBadge({ status }: { status: PostStatus }) {
  return (
    <span className={`badge ${tones[status]}`}>
      <StatusSign status={status} />
      {texts.posts.statuses[status]}
    </span>
  );
}

/** A shape for each state; by itself it is not read out. */
export function StatusSign({ status }: { status: PostStatus }) {
  return (
    <svg
      width="1em"
      height="1em"
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[status]} />
    </svg>
  );
}

const shapes: Record<PostStatus, string> = {
  SCHEDULED: 'M8 2a6 6 0 1 0 0 12A6 6 0 0 0 8 2M8 5v3l2 1.5',
  PUBLISHING: 'M8 13V3M4 7l4-4 4 4',
  PUBLISHED: 'm3 8.5 3.5 3.5L13 4.5',
  FAILED: 'M8 2.5v6.5M8 13v.1',
  DRAFT: 'm3 13 .8-3L11 3l2 2-7 7z',
  CANCELLED: 'm4 4 8 8M12 4l-8 8',
};
