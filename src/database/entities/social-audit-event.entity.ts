import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A change made by hand. Written by triggers only. */
@Entity('SocialAuditEvent')
export class SocialAuditEvent {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ name: 'table_name', type: 'text' })
  tableName: string;

  @Column({ name: 'row_id', type: 'uuid' })
  rowId: string;

  @Column({ type: 'text' })
  actor: string;

  @Column({ type: 'jsonb' })
  change: Record<string, unknown>;

  @Column({ name: 'occurred_at', type: 'timestamptz' })
  occurredAt: Date;
}
