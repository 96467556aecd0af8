import { platformNames } from '../platform.ts';
import type { Engagement, Post } from '../service-api.ts';
import type { Story } from '../story.ts';

/** Less than an X token lives, so that this chapter is about figures only. */
const passingMinutes = 100;
const figures = ['likes', 'comments', 'shares', 'reach', 'impressions'] as const;

/** Time passes on the platforms, people react, and the figures are read back. */
export async function readEngagement({ terminal, service, sandbox }: Story, posts: Post[]): Promise<void> {
  terminal.chapter('Reading engagement');
  await sandbox.passTime(passingMinutes * 60);
  terminal.say(`The sandbox's clock is moved on by ${passingMinutes} minutes, and people react.`);
  const rows: string[][] = [];
  for (const post of posts) {
    const engagement = await service.syncEngagement(post.id);
    const kind = post.content.startsWith('Regatta') ? 'text' : 'picture';
    rows.push([
      `${platformNames[post.platform]}, ${kind}`,
      ...figures.map((name) => shown(engagement, name)),
    ]);
  }
  terminal.table([['Post', ...figures], ...rows]);
  terminal.say('A dash means that the platform does not tell; it is not a zero.');
}

function shown(engagement: Engagement, name: (typeof figures)[number]): string {
  return engagement[name]?.toString() ?? '-';
}
