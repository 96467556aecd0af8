import { Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * How an attempt ended. `never_sent`: proved not to have left. `adopted`: found live by reading back. `not_found`: proved
 * absent by reading back. `undecided`: nothing could tell; a person must look.
 */
export type AttemptOutcome = 'never_sent' | 'published' | 'adopted' | 'rejected' | 'not_found' | 'undecided';

/** The intent behind each send, committed before the call. Written by the posts module only. */
@Entity('SocialPublishAttempt')
export class SocialPublishAttempt {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'post_id', type: 'uuid' })
  postId: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string;

  @Column({ name: 'account_id', type: 'text' })
  accountId: string;

  /** Counts the attempts of its connection; the next one is taken only when this one is closed. */
  @Column({ name: 'connection_turn', type: 'bigint' })
  connectionTurn: string;

  /** When the post should have gone out, as the row said at the claim. */
  @Column({ name: 'post_scheduled_at', type: 'timestamptz', nullable: true })
  postScheduledAt: Date | null;

  @Column({ name: 'worker_id', type: 'text' })
  workerId: string;

  @Column({ type: 'jsonb' })
  payload: Record<string, unknown>;

  @Column({ name: 'payload_hash', type: 'bytea' })
  payloadHash: Buffer;

  @Column({ name: 'resume_state', type: 'jsonb' })
  resumeState: Record<string, unknown>;

  @Column({ name: 'lease_until', type: 'timestamptz' })
  leaseUntil: Date;

  @Column({ name: 'resume_at', type: 'timestamptz', nullable: true })
  resumeAt: Date | null;

  @Column({ name: 'send_started_at', type: 'timestamptz', nullable: true })
  sendStartedAt: Date | null;

  @Column({ name: 'settle_until', type: 'timestamptz', nullable: true })
  settleUntil: Date | null;

  @Column({ name: 'negative_reads', type: 'integer' })
  negativeReads: number;

  @Column({ name: 'unreadable_since', type: 'timestamptz', nullable: true })
  unreadableSince: Date | null;

  @Column({ type: 'text', nullable: true })
  outcome: AttemptOutcome | null;

  @Column({ name: 'platform_post_id', type: 'text', nullable: true })
  platformPostId: string | null;

  @Column({ type: 'text', nullable: true })
  permalink: string | null;

  @Column({ name: 'failure_meaning', type: 'text', nullable: true })
  failureMeaning: string | null;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode: string | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage: string | null;

  @Column({ name: 'http_status', type: 'integer', nullable: true })
  httpStatus: number | null;

  @Column({ name: 'platform_code', type: 'text', nullable: true })
  platformCode: string | null;

  @Column({ name: 'platform_request_id', type: 'text', nullable: true })
  platformRequestId: string | null;

  @Column({ type: 'text', nullable: true })
  detail: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt: Date | null;
}
