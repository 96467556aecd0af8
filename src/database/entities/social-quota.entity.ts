import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Platform } from '../../kernel/platform.ts';

/** How much of one of a platform's limits was left when it last said so. Written by the providers module only. */
@Entity('SocialQuota')
export class SocialQuota {
  @PrimaryColumn({ type: 'text' })
  platform: Platform;

  /** The connection's id, or `application`. */
  @PrimaryColumn({ name: 'holder', type: 'text' })
  holder: string;

  @PrimaryColumn({ type: 'text' })
  endpoint: string;

  @PrimaryColumn({ name: 'window_name', type: 'text' })
  windowName: string;

  @Column({ name: 'quota_limit', type: 'bigint', nullable: true })
  quotaLimit: string | null;

  @Column({ type: 'bigint', nullable: true })
  remaining: string | null;

  @Column({ name: 'used_percent', type: 'real', nullable: true })
  usedPercent: number | null;

  @Column({ name: 'resets_at', type: 'timestamptz', nullable: true })
  resetsAt: Date | null;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date;
}
