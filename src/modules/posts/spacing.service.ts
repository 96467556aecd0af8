import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { invalidFields } from '../../kernel/app-error.ts';
import { Clock } from '../../kernel/clock.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import { PostContentService } from './post-content.service.ts';
import { spreadProblems, timeProblems } from './post-time.ts';
import {
  applySpacing,
  countByHour,
  previewSpacing,
  type HourCount,
  type SpacedPost,
  type SpacingWish,
} from './spacing.queries.ts';

/** How often a connection posts, and how to spread what it still has to post. */
@Injectable()
export class SpacingService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly connections: ConnectionsService,
    private readonly contents: PostContentService,
  ) {}

  /** Throws CONNECTION_NOT_FOUND. */
  async frequency(tenantId: string, connectionId: string): Promise<HourCount[]> {
    await this.connections.require(tenantId, connectionId);
    return await countByHour(this.database, tenantId, connectionId);
  }

  /** What spreading would do; changes nothing. Throws CONNECTION_NOT_FOUND, and VALIDATION_FAILED for times out of reach. */
  async preview(tenantId: string, wish: SpacingWish): Promise<SpacedPost[]> {
    await this.requirePossible(tenantId, wish);
    const planned = await previewSpacing(this.database, tenantId, wish);
    this.refuseTooLate(planned);
    return planned;
  }

  /** Throws as `preview` does; then nothing is moved. */
  async spread(tenantId: string, wish: SpacingWish): Promise<SpacedPost[]> {
    await this.requirePossible(tenantId, wish);
    return await this.database.transaction(async (tx) => {
      const moved = await applySpacing(tx, tenantId, wish);
      this.refuseTooLate(moved);
      await this.contents.retainMoved(tx, tenantId, moved);
      return moved.map(({ uploads: _uploads, ...post }) => post);
    });
  }

  private async requirePossible(tenantId: string, { connectionId, startAt }: SpacingWish): Promise<void> {
    await this.connections.require(tenantId, connectionId);
    const problems = timeProblems(startAt, this.clock.now(), 'startAt');
    if (problems.length > 0) throw invalidFields(problems);
  }

  private refuseTooLate(spaced: SpacedPost[]): void {
    const problems = spreadProblems(spaced.at(-1)?.newScheduledAt, this.clock.now());
    if (problems.length > 0) throw invalidFields(problems);
  }
}
