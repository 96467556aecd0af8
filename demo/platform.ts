export type Platform = 'FACEBOOK' | 'INSTAGRAM' | 'TWITTER';

export const platformNames: Record<Platform, string> = {
  FACEBOOK: 'Facebook',
  INSTAGRAM: 'Instagram',
  TWITTER: 'X',
};
