import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A change made by hand. Written by triggers, and for calls over the API by the diagnosis module. */
@Entity('SocialAuditEvent')
export class SocialAuditEvent {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ name: 'table_name', type: 'text' })
  tableName: string;

  /** Null: a row of which a tenant has one, or one for each platform. */
  @Column({ name: 'row_id', type: 'uuid', nullable: true })
  rowId: string | null;

  @Column({ type: 'text' })
  actor: string;

  @Column({ type: 'jsonb' })
  change: Record<string, unknown>;

  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt: Date;
}
