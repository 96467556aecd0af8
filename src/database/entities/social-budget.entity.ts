import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Platform } from '../../kernel/platform.ts';

/** What a tenant is willing to spend on a platform that charges for posts, a calendar month in UTC. Written by the posts module only. */
@Entity('SocialBudget')
export class SocialBudget {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @PrimaryColumn({ type: 'text' })
  platform: Platform;

  @Column({ name: 'monthly_usd', type: 'numeric' })
  monthlyUsd: string;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
