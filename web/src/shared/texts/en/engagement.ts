export const engagement = {
  title: 'Engagement',
} as const;
