import type { Post } from '@social-integration/client';

export type PostStatus = Post['status'];

export const postStatuses = [
  'SCHEDULED',
  'PUBLISHING',
  'PUBLISHED',
  'FAILED',
  'DRAFT',
  'CANCELLED',
] as const satisfies PostStatus[];

/** How a state looks: a badge of the theme. Its sign and its word say the same without colour. */
export const tones: Record<PostStatus, 'accent' | 'good' | 'warn' | 'bad' | ''> = {
  SCHEDULED: 'accent',
  PUBLISHING: 'warn',
  PUBLISHED: 'good',
  FAILED: 'bad',
  DRAFT: '',
  CANCELLED: '',
};
