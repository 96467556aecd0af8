export const posts = {
  title: 'Posts',
} as const;
