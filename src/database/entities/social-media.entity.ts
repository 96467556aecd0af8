import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A file of a tenant that posts show; the bytes lie in the media store. Written by the media module only. */
@Entity('SocialMedia')
export class SocialMedia {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ name: 'source_url', type: 'text', nullable: true })
  sourceUrl: string | null;

  @Column({ name: 'storage_key', type: 'text' })
  storageKey: string;

  @Column({ type: 'jsonb' })
  facts: Record<string, unknown>;

  /** RECEIVING: its bytes are on their way. READY: lent and served. REMOVING: its bytes go, and then the row. */
  @Column({ type: 'text' })
  state: 'RECEIVING' | 'READY' | 'REMOVING';

  /** Of a converted copy: the file it was made from. */
  @Column({ name: 'original_id', type: 'uuid', nullable: true })
  originalId: string | null;

  @Column({ name: 'keep_until', type: 'timestamptz' })
  keepUntil: Date;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
