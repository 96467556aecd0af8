import type { Post } from '@social-integration/client';

export type PostStatus = Post['status'];

/** In the order of how much they want to be seen. */
export const postStatuses = [
  'FAILED',
  'PUBLISHING',
  'SCHEDULED',
  'PUBLISHED',
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
