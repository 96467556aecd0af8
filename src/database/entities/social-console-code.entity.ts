import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A session of a CRM on its way to the console. Written by the pages module only. */
@Entity('SocialConsoleCode')
export class SocialConsoleCode {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ name: 'code_hash', type: 'bytea' })
  codeHash: Buffer;

  @Column({ name: 'access_token_sealed', type: 'text' })
  accessTokenSealed: string;

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;
}
