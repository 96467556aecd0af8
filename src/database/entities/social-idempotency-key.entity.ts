import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A creating call that must not happen twice, and what it was answered. Written by the HTTP layer, `created` by who creates. */
@Entity('SocialIdempotencyKey')
export class SocialIdempotencyKey {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @PrimaryColumn({ type: 'text' })
  key: string;

  /** Of route and body: the same key with another request is refused. */
  @Column({ name: 'request_hash', type: 'bytea' })
  requestHash: Buffer;

  /** Who carries out the call at present. */
  @Column({ type: 'uuid' })
  ticket: string;

  @Column({ name: 'lease_until', type: 'timestamptz' })
  leaseUntil: Date;

  /** What came into being, written in the same transaction; a call that died before its answer goes on from here. */
  @Column({ type: 'jsonb', nullable: true })
  created: unknown;

  @Column({ type: 'integer', nullable: true })
  status: number | null;

  /** Sealed, because answers hold links and secrets that are shown once. */
  @Column({ name: 'answer_sealed', type: 'text', nullable: true })
  answerSealed: string | null;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
