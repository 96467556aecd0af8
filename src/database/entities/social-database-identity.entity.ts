import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that says which database the workers last saw, and which time is in quarantine. Written by the posts module only. */
@Entity('SocialDatabaseIdentity')
export class SocialDatabaseIdentity {
  @PrimaryColumn({ type: 'boolean' })
  one: boolean;

  /** System identifier and timeline, as `social_database_identity()` gives them. */
  @Column({ type: 'text' })
  identity: string;

  @Column({ name: 'seen_at', type: 'timestamptz' })
  seenAt: Date;

  @Column({ name: 'quarantine_since', type: 'timestamptz', nullable: true })
  quarantineSince: Date | null;

  @Column({ name: 'quarantine_until', type: 'timestamptz', nullable: true })
  quarantineUntil: Date | null;

  @Column({ name: 'quarantine_settled_at', type: 'timestamptz', nullable: true })
  quarantineSettledAt: Date | null;
}
