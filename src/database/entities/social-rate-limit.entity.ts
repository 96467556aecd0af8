import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Platform } from '../../kernel/platform.ts';

/** A limit that holds every connection of a platform. Written by the connections module only. */
@Entity('SocialRateLimit')
export class SocialRateLimit {
  @PrimaryColumn({ type: 'text' })
  platform: Platform;

  @Column({ name: 'limited_until', type: 'timestamptz' })
  limitedUntil: Date;

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date;
}
