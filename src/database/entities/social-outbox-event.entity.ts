import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that happened, written in the transaction that caused it, mostly by triggers; read by webhooks and by notices. */
@Entity('SocialOutboxEvent')
export class SocialOutboxEvent {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ type: 'text' })
  type: string;

  @Column({ name: 'connection_id', type: 'uuid', nullable: true })
  connectionId: string | null;

  @Column({ name: 'post_id', type: 'uuid', nullable: true })
  postId: string | null;

  @Column({ type: 'jsonb' })
  data: Record<string, unknown>;

  /** What is written once only, however often it is found. */
  @Column({ name: 'dedupe_key', type: 'text', nullable: true })
  dedupeKey: string | null;

  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt: Date;

  /** When the deliveries to webhook endpoints were made from it. */
  @Column({ name: 'webhooks_at', type: 'timestamptz', nullable: true })
  webhooksAt: Date | null;

  /** When the notices to people were. */
  @Column({ name: 'noticed_at', type: 'timestamptz', nullable: true })
  noticedAt: Date | null;
}
