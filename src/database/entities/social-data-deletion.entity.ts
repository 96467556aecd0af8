import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Platform } from '../../kernel/platform.ts';

/** That a person asked for their data to be deleted, and what was; nothing in it names the person. Written by the connections module only. */
@Entity('SocialDataDeletion')
export class SocialDataDeletion {
  /** What the person was given to ask with. */
  @PrimaryColumn({ type: 'text' })
  code: string;

  @Column({ type: 'text' })
  platform: Platform;

  /** How many connections lived on the person's login. */
  @Column({ type: 'integer' })
  connections: number;

  @Column({ name: 'deleted_at', type: 'timestamptz' })
  deletedAt: Date;
}
