import { Column, Entity, PrimaryColumn } from 'typeorm';

export const noticeCauses = ['EXPIRING', 'INACTIVE', 'AT_RISK', 'POST_REJECTED', 'OUTCOME_UNKNOWN'] as const;

export type NoticeCause = (typeof noticeCauses)[number];

export const noticeStatuses = ['PENDING', 'SENT', 'FAILED', 'MOOT'] as const;

/** MOOT: what it would have said was no longer so when its turn came. */
export type NoticeStatus = (typeof noticeStatuses)[number];

/** One mail to one person: at most one for each connection, cause and UTC day. Written by the notifications module. */
@Entity('SocialNotice')
export class SocialNotice {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ name: 'connection_id', type: 'uuid' })
  connectionId: string;

  @Column({ type: 'text' })
  cause: NoticeCause;

  @Column({ type: 'date' })
  day: string;

  @Column({ type: 'text' })
  recipient: string;

  /** The posts it is about; those that come while it waits are added. */
  @Column({ name: 'post_ids', type: 'uuid', array: true })
  postIds: string[];

  @Column({ type: 'text' })
  status: NoticeStatus;

  @Column({ type: 'integer' })
  attempts: number;

  @Column({ name: 'next_attempt_at', type: 'timestamptz' })
  nextAttemptAt: Date;

  @Column({ name: 'last_error', type: 'text', nullable: true })
  lastError: string | null;

  @Column({ name: 'sent_at', type: 'timestamptz', nullable: true })
  sentAt: Date | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
