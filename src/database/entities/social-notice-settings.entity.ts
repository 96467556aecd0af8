import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whom a tenant wants to be written to, besides the person who connected an account. Written by the notifications module. */
@Entity('SocialNoticeSettings')
export class SocialNoticeSettings {
  @PrimaryColumn({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ name: 'contact_email', type: 'text', nullable: true })
  contactEmail: string | null;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
