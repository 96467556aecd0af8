import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../../database/database.ts';
import type { IdempotencyTicket } from '../../http/idempotency.queries.ts';
import { invalidFields, type FieldProblem } from '../../kernel/app-error.ts';
import { Clock } from '../../kernel/clock.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import type { PostPreview } from '../providers/provider.port.ts';
import { BudgetService } from './budget.service.ts';
import { KnownAccounts, type KnownAccount } from './known-accounts.ts';
import type { NewGroup } from './new-group.ts';
import { findByReference, insertGroups, type CreationNote, type NewPosts } from './post-creation.queries.ts';
import { PostContentService, type ContentOfConnection } from './post-content.service.ts';
import { timeProblems } from './post-time.ts';
import type { Post } from './post.ts';
import {
  connectionsNotFound,
  nameIsTaken,
  outrun,
  referenceTaken,
  unknownConnection,
} from './posts.errors.ts';
import { findGroups, findPosts } from './posts.queries.ts';
import { contentFor, type WantedContent } from './wanted-content.ts';

export interface ContentCheck {
  connectionId: string;
  platform: Platform;
  problems: FieldProblem[];
  /** What it will look like; null where the platform does not know such a post. */
  preview: PostPreview | null;
  /** What the platform will charge, in US dollars; null where posting is free. */
  estimatedCostUsd: number | null;
}

type NameWish = Pick<NewGroup, 'connectionIds' | 'clientReference'>;

/** Looks whether a group can be posted, and stores it: one row per connection, all or none. */
@Injectable()
export class PostCreationService {
  private readonly known = new KnownAccounts();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly connections: ConnectionsService,
    private readonly contents: PostContentService,
    private readonly budgets: BudgetService,
  ) {}

  /**
   * Throws with every rule that any platform's content breaks, and CLIENT_REFERENCE_TAKEN with the posts that have the name. A
   * call whose first carrier created the group and died is answered with that group.
   */
  async create(tenantId: string, group: NewGroup, ticket: IdempotencyTicket | null): Promise<Post[]> {
    const earlier = ticket?.created as { groupId: string } | null | undefined;
    if (earlier) return await findGroups(this.database, tenantId, [earlier.groupId]);
    const rows = await this.check(tenantId, group);
    const note = ticket && { ticket, created: { groupId: rows.groupId } };
    const stored = await this.insert(tenantId, [rows], note);
    return stored;
  }

  /** The rows that a group will have. Throws with everything that is wrong with it. */
  async check(tenantId: string, group: NewGroup): Promise<NewPosts> {
    const connections = await this.requireConnections(tenantId, group.connectionIds);
    await this.refuseTakenNames(tenantId, [group]);
    const { scheduledAt, status, clientReference, createdBy } = group;
    const problems = timeProblems(scheduledAt, this.clock.now());
    let wanted = connections.map((each) => contentOf(each, group));
    if (status === 'SCHEDULED') {
      const inspected = await this.contents.inspect(tenantId, wanted);
      problems.push(...this.contents.problemsOf(inspected));
      wanted = inspected;
    }
    if (problems.length > 0) throw invalidFields(problems);

    const posts = wanted.map(({ connectionId, platform, content }) => ({
      id: uuidv7(),
      connectionId,
      costUsd: this.contents.costUsd(platform, content),
      ...content,
    }));
    await this.contents.retain(tenantId, posts, { status, scheduledAt });
    return { groupId: uuidv7(), status, scheduledAt, clientReference, createdBy, posts };
  }

  /**
   * Stores groups that were checked. Throws CLIENT_REFERENCE_TAKEN, CONNECTION_NOT_FOUND where one was disconnected meanwhile, and
   * IDEMPOTENCY_IN_PROGRESS where another carrier of the same call was faster.
   */
  async insert(tenantId: string, groups: NewPosts[], note: CreationNote | null): Promise<Post[]> {
    const wishes = groups.map(asWish);
    try {
      const stored = await insertGroups(this.database, tenantId, groups, note);
      if (stored.length > 0) return stored;
    } catch (error) {
      if (!isTakenName(error)) throw error;
      await this.refuseTakenNames(tenantId, wishes);
      throw error;
    }
    const ids = [...new Set(wishes.flatMap(({ connectionIds }) => connectionIds))];
    this.known.forget(tenantId, ids);
    await this.requireConnections(tenantId, ids);
    throw outrun();
  }

  /** Every rule the content breaks, connection by connection, and what it will look like; stores no post. */
  async validate(tenantId: string, group: NewGroup): Promise<ContentCheck[]> {
    const connections = await this.requireConnections(tenantId, group.connectionIds);
    const time = timeProblems(group.scheduledAt, this.clock.now());
    const taken = new Set((await this.findTaken(tenantId, [group])).map(({ connectionId }) => connectionId));
    const wanted = connections.map((each) => contentOf(each, group));
    const inspected = await this.contents.inspect(tenantId, wanted);
    const checks = inspected.map(async ({ connectionId, platform, content, files, rules }) => ({
      connectionId,
      platform,
      problems: [...time, ...(taken.has(connectionId) ? [nameIsTaken] : []), ...files, ...rules],
      preview: await this.previewOf(tenantId, { platform, content, at: group.scheduledAt }),
      estimatedCostUsd: this.contents.costUsd(platform, content),
    }));
    return await Promise.all(checks);
  }

  /** With what keeps it from going out as things stand today; until then the budget may be raised, so it is no problem of the content. */
  private async previewOf(
    tenantId: string,
    { platform, content, at }: { platform: Platform; content: PostContent; at: Date | null },
  ): Promise<PostPreview | null> {
    const preview = this.contents.preview(platform, content);
    const costUsd = this.contents.costUsd(platform, content);
    if (!preview || costUsd === null) return preview;
    const warning = await this.budgets.warning(tenantId, platform, { costUsd, at });
    if (!warning) return preview;
    const notice = { code: warning.code, field: 'connectionIds', message: warning.message };
    return { ...preview, notices: [...preview.notices, notice] };
  }

  private async findTaken(tenantId: string, groups: NameWish[]) {
    const names = groups.flatMap(({ connectionIds, clientReference }) =>
      clientReference === null
        ? []
        : connectionIds.map((connectionId) => ({ connectionId, clientReference })),
    );
    return await findByReference(this.database, tenantId, names);
  }

  private async refuseTakenNames(tenantId: string, groups: NameWish[]): Promise<void> {
    const taken = await this.findTaken(tenantId, groups);
    if (taken.length === 0) return;
    const ids = taken.map(({ id }) => id);
    throw referenceTaken(await findPosts(this.database, tenantId, ids));
  }

  private async requireConnections(tenantId: string, ids: string[]): Promise<KnownAccount[]> {
    const nowMs = this.clock.monotonicMs();
    const known = ids.flatMap((id) => this.known.find(tenantId, id, nowMs) ?? []);
    if (known.length === ids.length) return known;
    const found = new Map((await this.connections.find(tenantId, ids)).map((each) => [each.id, each]));
    const missing = ids.flatMap((id, index) => (found.has(id) ? [] : [unknownConnection(id, index)]));
    if (missing.length > 0) throw connectionsNotFound(missing);
    for (const connection of found.values()) this.known.remember(tenantId, connection, nowMs);
    return ids.flatMap((id) => found.get(id) ?? []);
  }
}

function contentOf({ id, platform, accountName }: KnownAccount, wanted: WantedContent): ContentOfConnection {
  return { connectionId: id, platform, accountName, content: contentFor(platform, wanted) };
}

function asWish({ posts, clientReference }: NewPosts): NameWish {
  return { connectionIds: posts.map(({ connectionId }) => connectionId), clientReference };
}

/** The unique index decides between callers that use a name at the same moment. */
function isTakenName(error: unknown): boolean {
  return (error as { constraint?: unknown }).constraint === 'social_post_client_reference_once';
}
