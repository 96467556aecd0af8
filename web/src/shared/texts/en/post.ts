export const post = {
  title: 'Post',
} as const;
