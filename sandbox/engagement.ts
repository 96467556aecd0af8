/** Half of the final engagement has come after about this many seconds. */
const HALF_LIFE_SECONDS = 2 * 3600;

export interface Engagement {
  likes: number;
  comments: number;
  shares: number;
  quotes: number;
  saves: number;
  clicks: number;
  profileClicks: number;
  reach: number;
  impressions: number;
}

/** Counts that depend on the post's id and age only, never shrink with age, and start at zero. */
export function engagementOf(id: string, ageSeconds: number): Engagement {
  const seed = hash(id);
  const grown = 1 - 2 ** (-Math.max(0, ageSeconds) / HALF_LIFE_SECONDS);
  const impressions = Math.floor((800 + (seed % 4200)) * grown);
  const share = (perMille: number) => Math.floor((impressions * perMille) / 1000);
  return {
    impressions,
    reach: share(700 + (seed % 200)),
    likes: share(30 + (seed % 40)),
    comments: share(4 + (seed % 9)),
    shares: share(3 + (seed % 7)),
    quotes: share(1),
    saves: share(2 + (seed % 5)),
    clicks: share(12 + (seed % 20)),
    profileClicks: share(3),
  };
}

function hash(text: string): number {
  let value = 2166136261;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 16777619) >>> 0;
  return value;
}
