export type Platform = 'FACEBOOK' | 'INSTAGRAM' | 'TWITTER';
