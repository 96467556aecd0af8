import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import type { IdempotencyTicket } from '../../http/idempotency.queries.ts';
import type { ProblemDto } from '../../http/problem.dto.ts';
import { AppError } from '../../kernel/app-error.ts';
import type { NewGroup } from './new-group.ts';
import type { NewPosts } from './post-creation.queries.ts';
import { PostCreationService } from './post-creation.service.ts';
import type { Post } from './post.ts';
import { nameTwice } from './posts.errors.ts';
import { findGroups } from './posts.queries.ts';

/** What became of one group of a bulk call. */
export type BulkResult = { groupId: string; posts: Post[] } | { problem: ProblemDto };

/** How it was noted on the idempotency key: the answer is made of it again, should the first one be lost. */
type BulkNote = { groupId: string } | { problem: ProblemDto };

/** A group that was read, or why it cannot be. */
export type WantedGroup = { group: NewGroup } | { problem: ProblemDto };

type CheckedGroup = { rows: NewPosts } | { problem: ProblemDto };

const checkedAtOnce = 8;
/** Between look and insert another caller may take a name; each round finds those that are taken by then. */
const mostRounds = 5;

/** Stores many groups in one statement, and leaves out those that something is wrong with. */
@Injectable()
export class BulkCreationService {
  constructor(
    private readonly database: Database,
    private readonly creation: PostCreationService,
  ) {}

  /** One result per group, in their order. `problemOf` puts an error into words. */
  async createAll(
    tenantId: string,
    wanted: WantedGroup[],
    ticket: IdempotencyTicket | null,
    problemOf: (error: unknown) => ProblemDto,
  ): Promise<BulkResult[]> {
    const earlier = ticket?.created as { results: BulkNote[] } | null | undefined;
    if (earlier) return await this.resultsOf(tenantId, earlier.results);
    for (let round = 1; ; round += 1) {
      const checked = await this.checkAll(tenantId, wanted, problemOf);
      const notes = checked.map((each) => ('rows' in each ? { groupId: each.rows.groupId } : each));
      const groups = checked.flatMap((each) => ('rows' in each ? [each.rows] : []));
      if (groups.length === 0) return await this.resultsOf(tenantId, notes);
      try {
        const note = ticket && { ticket, created: { results: notes } };
        await this.creation.insert(tenantId, groups, note);
        return await this.resultsOf(tenantId, notes);
      } catch (error) {
        if (round >= mostRounds || !isOvertaken(error)) throw error;
      }
    }
  }

  private async checkAll(
    tenantId: string,
    wanted: WantedGroup[],
    problemOf: (error: unknown) => ProblemDto,
  ): Promise<CheckedGroup[]> {
    const checked: CheckedGroup[] = [];
    for (let from = 0; from < wanted.length; from += checkedAtOnce) {
      const some = wanted.slice(from, from + checkedAtOnce).map(async (each) => {
        if ('problem' in each) return each;
        try {
          return { rows: await this.creation.check(tenantId, each.group) };
        } catch (error) {
          // What is wrong with this service is not wrong with the post.
          if (!(error instanceof AppError)) throw error;
          return { problem: problemOf(error) };
        }
      });
      checked.push(...(await Promise.all(some)));
    }
    return eachNameOnce(checked, problemOf);
  }

  private async resultsOf(tenantId: string, notes: BulkNote[]): Promise<BulkResult[]> {
    const groupIds = notes.flatMap((note) => ('groupId' in note ? [note.groupId] : []));
    const posts = new Map<string, Post[]>(groupIds.map((groupId) => [groupId, []]));
    for (const post of await findGroups(this.database, tenantId, groupIds))
      posts.get(post.groupId)?.push(post);
    return notes.map((note) =>
      'groupId' in note ? { groupId: note.groupId, posts: posts.get(note.groupId) ?? [] } : note,
    );
  }
}

/** A name was taken, or a connection disconnected, after it was looked up; the next look tells for which posts. */
function isOvertaken(error: unknown): boolean {
  return error instanceof AppError && ['CLIENT_REFERENCE_TAKEN', 'CONNECTION_NOT_FOUND'].includes(error.code);
}

/** Within one call, too, a name is for one post of a connection: the first that nothing else is wrong with. */
function eachNameOnce(checked: CheckedGroup[], problemOf: (error: unknown) => ProblemDto): CheckedGroup[] {
  const names = new Set<string>();
  return checked.map((each) => {
    if ('problem' in each || each.rows.clientReference === null) return each;
    const { posts, clientReference } = each.rows;
    const wanted = posts.map(({ connectionId }) => `${connectionId} ${clientReference}`);
    if (wanted.some((name) => names.has(name))) return { problem: problemOf(nameTwice(clientReference)) };
    wanted.forEach((name) => names.add(name));
    return each;
  });
}
