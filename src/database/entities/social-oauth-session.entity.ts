import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Platform } from '../../kernel/platform.ts';

/** One walk through a platform's dialog. Written by the connections module only. */
@Entity('SocialOAuthSession')
export class SocialOAuthSession {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ type: 'text' })
  platform: Platform;

  @Column({ name: 'state_hash', type: 'bytea' })
  stateHash: Buffer;

  @Column({ name: 'link_hash', type: 'bytea', nullable: true })
  linkHash: Buffer | null;

  @Column({ name: 'page_hash', type: 'bytea', nullable: true })
  pageHash: Buffer | null;

  @Column({ name: 'browser_hash', type: 'bytea', nullable: true })
  browserHash: Buffer | null;

  @Column({ name: 'exchanging_since', type: 'timestamptz', nullable: true })
  exchangingSince: Date | null;

  @Column({ name: 'is_on_page', type: 'boolean' })
  isOnPage: boolean;

  @Column({ name: 'code_verifier_sealed', type: 'text', nullable: true })
  codeVerifierSealed: string | null;

  @Column({ name: 'redirect_uri', type: 'text' })
  redirectUri: string;

  @Column({ name: 'return_url', type: 'text', nullable: true })
  returnUrl: string | null;

  @Column({ name: 'connection_id', type: 'uuid', nullable: true })
  connectionId: string | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy: string;

  @Column({ name: 'notify_email', type: 'text', nullable: true })
  notifyEmail: string | null;

  @Column({ type: 'text' })
  status: string;

  @Column({ name: 'problem_code', type: 'text', nullable: true })
  problemCode: string | null;

  @Column({ name: 'problem_message', type: 'text', nullable: true })
  problemMessage: string | null;

  @Column({ type: 'jsonb' })
  accounts: unknown[];

  @Column({ name: 'connection_ids', type: 'uuid', array: true })
  connectionIds: string[];

  @Column({ name: 'expires_at', type: 'timestamptz' })
  expiresAt: Date;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
