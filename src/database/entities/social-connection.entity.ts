import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Platform } from '../../kernel/platform.ts';

/** An account of a tenant on a platform. Written by the connections module only. */
@Entity('SocialConnection')
export class SocialConnection {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ type: 'text' })
  platform: Platform;

  @Column({ name: 'account_id', type: 'text' })
  accountId: string;

  @Column({ name: 'account_name', type: 'text' })
  accountName: string;

  @Column({ name: 'is_active', type: 'boolean' })
  isActive: boolean;

  @Column({ name: 'token_expires_at', type: 'timestamptz', nullable: true })
  tokenExpiresAt: Date | null;

  @Column({ name: 'last_post_at', type: 'timestamptz', nullable: true })
  lastPostAt: Date | null;

  @Column({ name: 'error_message', type: 'text', nullable: true })
  errorMessage: string | null;

  @Column({ name: 'error_code', type: 'text', nullable: true })
  errorCode: string | null;

  @Column({ name: 'access_token_sealed', type: 'text', nullable: true })
  accessTokenSealed: string | null;

  @Column({ name: 'refresh_token_sealed', type: 'text', nullable: true })
  refreshTokenSealed: string | null;

  @Column({ name: 'login_id', type: 'text', nullable: true })
  loginId: string | null;

  @Column({ name: 'login_token_sealed', type: 'text', nullable: true })
  loginTokenSealed: string | null;

  @Column({ type: 'text', array: true })
  scopes: string[];

  @Column({ name: 'token_obtained_at', type: 'timestamptz', nullable: true })
  tokenObtainedAt: Date | null;

  @Column({ name: 'token_version', type: 'integer' })
  tokenVersion: number;

  @Column({ name: 'refresh_attempt_id', type: 'uuid', nullable: true })
  refreshAttemptId: string | null;

  @Column({ name: 'refresh_lease_until', type: 'timestamptz', nullable: true })
  refreshLeaseUntil: Date | null;

  @Column({ name: 'refresh_started_at', type: 'timestamptz', nullable: true })
  refreshStartedAt: Date | null;

  @Column({ name: 'refresh_not_before', type: 'timestamptz', nullable: true })
  refreshNotBefore: Date | null;

  @Column({ name: 'refresh_failures', type: 'integer' })
  refreshFailures: number;

  @Column({ name: 'data_access_expires_at', type: 'timestamptz', nullable: true })
  dataAccessExpiresAt: Date | null;

  @Column({ name: 'rate_limited_until', type: 'timestamptz', nullable: true })
  rateLimitedUntil: Date | null;

  /** What the platform said when it last limited this connection. */
  @Column({ name: 'rate_limit_reason', type: 'text', nullable: true })
  rateLimitReason: string | null;

  /** Wider spacing after a limit, until `rate_spacing_until`. */
  @Column({ name: 'rate_spacing_seconds', type: 'integer' })
  rateSpacingSeconds: number;

  @Column({ name: 'rate_spacing_until', type: 'timestamptz', nullable: true })
  rateSpacingUntil: Date | null;

  @Column({ name: 'min_spacing_seconds', type: 'integer' })
  minSpacingSeconds: number;

  @Column({ name: 'connected_by', type: 'text', nullable: true })
  connectedBy: string | null;

  /** Who connected it, as far as mail goes. */
  @Column({ name: 'notify_email', type: 'text', nullable: true })
  notifyEmail: string | null;

  @Column({ name: 'disconnected_at', type: 'timestamptz', nullable: true })
  disconnectedAt: Date | null;

  /** The highest `connection_turn` of an attempt that was deleted with its post. */
  @Column({ name: 'deleted_turn', type: 'bigint' })
  deletedTurn: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;

  @Column({ name: 'updated_at', type: 'timestamptz' })
  updatedAt: Date;
}
