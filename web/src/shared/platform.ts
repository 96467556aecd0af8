export const platforms = ['FACEBOOK', 'INSTAGRAM', 'TWITTER'] as const;

export type Platform = (typeof platforms)[number];
