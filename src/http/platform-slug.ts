import { AppError } from '../kernel/app-error.ts';
import { platformOfSlug, type Platform } from '../kernel/platform.ts';

/** The platform of an address such as `/oauth/facebook/callback`; throws PLATFORM_UNKNOWN. */
export function requirePlatform(slug: string): Platform {
  const platform = platformOfSlug(slug);
  if (platform) return platform;
  throw new AppError({
    kind: 'not-found',
    code: 'PLATFORM_UNKNOWN',
    message: `There is no platform ${JSON.stringify(slug.slice(0, 40))}; use facebook, instagram or twitter.`,
  });
}
