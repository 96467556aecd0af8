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

const ofMeta: readonly Platform[] = ['FACEBOOK', 'INSTAGRAM'];

/** The platforms that are reached through the same app of ours, this one included: what limits the app limits all of them. */
export function platformsOfApp(platform: Platform): readonly Platform[] {
  return ofMeta.includes(platform) ? ofMeta : [platform];
}

export function othersThan(some: readonly Platform[]): Platform[] {
  return platforms.filter((each) => !some.includes(each));
}

export function slugOf(platform: Platform): PlatformSlug {
  return platform.toLowerCase() as PlatformSlug;
}

export function platformOfSlug(slug: string): Platform | undefined {
  return platforms.find((platform) => slugOf(platform) === slug);
}
