export const composer = {
  title: 'New post',
} as const;
