import { Column, Entity, PrimaryColumn } from 'typeorm';

export const postStatuses = ['DRAFT', 'SCHEDULED', 'PUBLISHING', 'PUBLISHED', 'FAILED', 'CANCELLED'] as const;

export type PostStatus = (typeof postStatuses)[number];

/** One post to one connection; the row is the job. Written by the posts module (counts: by the engagement module). */
@Entity('SocialPost')
export class SocialPost {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string;

  @Column({ name: 'group_id', type: 'uuid' })
  groupId: string;

  /** The post that this one follows, at whatever distance: the first of a thread, or the one commented on. */
  @Column({ name: 'root_post_id', type: 'uuid', nullable: true })
  rootPostId: string | null;

  /** Place after the root, from 1. */
  @Column({ type: 'integer', nullable: true })
  part: number | null;

  @Column({ type: 'text' })
  status: PostStatus;

  @Column({ type: 'text' })
  content: string;

  @Column({ type: 'jsonb' })
  media: unknown[];

  @Column({ type: 'jsonb' })
  options: Record<string, unknown>;

  @Column({ name: 'scheduled_at', type: 'timestamptz', nullable: true })
  scheduledAt: Date | null;

  @Column({ name: 'not_before', type: 'timestamptz', nullable: true })
  notBefore: Date | null;

  @Column({ name: 'due_at', type: 'timestamptz', nullable: true, insert: false, update: false })
  dueAt: Date | null;

  @Column({ name: 'requeued_at', type: 'timestamptz', nullable: true })
  requeuedAt: Date | null;

  @Column({ name: 'published_at', type: 'timestamptz', nullable: true })
  publishedAt: Date | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage: string | null;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode: string | null;

  @Column({ name: 'retry_count', type: 'integer' })
  retryCount: number;

  @Column({ name: 'platform_post_id', type: 'text', nullable: true })
  platformPostId: string | null;

  @Column({ type: 'text', nullable: true })
  permalink: string | null;

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

  @Column({ name: 'engagement_synced_at', type: 'timestamptz', nullable: true })
  engagementSyncedAt: Date | null;

  @Column({ name: 'engagement_due_at', type: 'timestamptz', nullable: true })
  engagementDueAt: Date | null;

  /** When it was taken off the platform, by us or by somebody else; seen when next read. */
  @Column({ name: 'deleted_on_platform_at', type: 'timestamptz', nullable: true })
  deletedOnPlatformAt: Date | null;

  /** When it was announced that its connection keeps it from going out; null again as soon as that is over. */
  @Column({ name: 'blocked_at', type: 'timestamptz', nullable: true })
  blockedAt: Date | null;

  /** What the platform will charge for it and what follows it, in US dollars; null where it is free. */
  @Column({ name: 'estimated_cost_usd', type: 'numeric', nullable: true })
  estimatedCostUsd: string | null;

  @Column({ name: 'client_reference', type: 'text', nullable: true })
  clientReference: string | null;

  /** The subject of the access token that created it, of what follows a post the same as of its post; null: by psql, or from before this was kept. */
  @Column({ name: 'created_by', type: 'text', nullable: true })
  createdBy: string | null;

  @Column({ type: 'integer' })
  version: number;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
