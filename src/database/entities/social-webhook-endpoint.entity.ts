import { Column, Entity, PrimaryColumn } from 'typeorm';

export const webhookEndpointStatuses = ['ACTIVE', 'PAUSED'] as const;

export type WebhookEndpointStatus = (typeof webhookEndpointStatuses)[number];

/** Where a tenant wants to be told of what happens. Written by the notifications module only. */
@Entity('SocialWebhookEndpoint')
export class SocialWebhookEndpoint {
  @PrimaryColumn({ type: 'uuid' })
  id: string;

  @Column({ name: 'tenant_id', type: 'text' })
  tenantId: string;

  @Column({ type: 'text' })
  url: string;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  /** Empty: every type. */
  @Column({ name: 'event_types', type: 'text', array: true })
  eventTypes: string[];

  @Column({ type: 'text' })
  status: WebhookEndpointStatus;

  @Column({ name: 'paused_reason', type: 'text', nullable: true })
  pausedReason: string | null;

  @Column({ name: 'paused_at', type: 'timestamptz', nullable: true })
  pausedAt: Date | null;

  /** The first failure after the last success. */
  @Column({ name: 'failing_since', type: 'timestamptz', nullable: true })
  failingSince: Date | null;

  @Column({ name: 'secret_sealed', type: 'text' })
  secretSealed: string;

  /** Signs beside the present one until `previous_secret_until`. */
  @Column({ name: 'previous_secret_sealed', type: 'text', nullable: true })
  previousSecretSealed: string | null;

  @Column({ name: 'previous_secret_until', type: 'timestamptz', nullable: true })
  previousSecretUntil: Date | null;

  @Column({ name: 'created_by', type: 'text' })
  createdBy: string;

  @Column({ name: 'created_at', type: 'timestamptz' })
  createdAt: Date;
}
