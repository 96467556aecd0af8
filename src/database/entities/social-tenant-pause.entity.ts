import { Column, Entity, PrimaryColumn } from 'typeorm';

/** While its row is here, nothing of the tenant is sent. Written by operators, through social_pause_tenant. */
@Entity('SocialTenantPause')
export class SocialTenantPause {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ type: 'uuid' })
  id: string;

  @Column({ type: 'text' })
  reason: string;

  @Column({ name: 'paused_by', type: 'text' })
  pausedBy: string;

  @Column({ name: 'paused_at', type: 'timestamptz' })
  pausedAt: Date;
}
