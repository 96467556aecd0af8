import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Engagement as read at one moment. Written by the engagement module only. */
@Entity('SocialEngagementSnapshot')
export class SocialEngagementSnapshot {
  @PrimaryColumn({ name: 'post_id', type: 'uuid' })
  postId: string;

  @PrimaryColumn({ name: 'taken_at', type: 'timestamptz' })
  takenAt: Date;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ type: 'bigint', nullable: true })
  likes: string | null;

  @Column({ type: 'bigint', nullable: true })
  comments: string | null;

  @Column({ type: 'bigint', nullable: true })
  shares: string | null;

  @Column({ type: 'bigint', nullable: true })
  reach: string | null;

  @Column({ type: 'bigint', nullable: true })
  impressions: string | null;
}
