/** The platforms a connection can belong to, as stored in "SocialConnection".platform. */
export const platforms = ['FACEBOOK', 'INSTAGRAM', 'TWITTER'] as const;

export type Platform = (typeof platforms)[number];

/** The same platform as it stands in an address: `/oauth/facebook/callback`. */
export type PlatformSlug = Lowercase<Platform>;

/** What a person calls the platform. */
export const platformNames: Record<Platform, string> = {
  FACEBOOK: 'Facebook',
  INSTAGRAM: 'Instagram',
  TWITTER: 'X',
};

export function slugOf(platform: Platform): PlatformSlug {
  return platform.toLowerCase() as PlatformSlug;
}

export function platformOfSlug(slug: string): Platform | undefined {
  return platforms.find((platform) => slugOf(platform) === slug);
}
