import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../../database/database.ts';
import { decodeCursor, pageOf, type Page } from '../../http/cursor-page.ts';
import { AppError, invalidFields, notFound, type FieldProblem } from '../../kernel/app-error.ts';
import { Clock } from '../../kernel/clock.ts';
import { platformNames, type Platform } from '../../kernel/platform.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import { ConnectionsService, type Connection } from '../connections/connections.service.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import { listAttempts, type AttemptView } from './attempt.queries.ts';
import type { Post } from './post.ts';
import {
  cancelPost,
  editPost,
  findPosts,
  insertGroup,
  listPosts,
  retryPost,
  schedulePost,
  type PostEdit,
  type PostFilter,
} from './posts.queries.ts';

export interface NewGroup extends PostContent {
  connectionIds: string[];
  /** Null: now. */
  scheduledAt: Date | null;
  status: 'DRAFT' | 'SCHEDULED';
  clientReference: string | null;
}

export interface ContentCheck {
  connectionId: string;
  platform: Platform;
  problems: FieldProblem[];
}

/** A time this little in the past is a slow caller, not a mistake. */
const pastSlackMs = 60_000;
const furthestAheadMs = 2 * 365 * 24 * 3_600_000;

/** What a tenant does with its posts. */
@Injectable()
export class PostsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly connections: ConnectionsService,
    private readonly providers: ProviderRegistry,
  ) {}

  /** One row per connection, all or none. Throws with every rule that any platform's content breaks. */
  async create(tenantId: string, group: NewGroup): Promise<Post[]> {
    const connections = await this.requireConnections(tenantId, group.connectionIds);
    const problems = group.scheduledAt ? this.timeProblems(group.scheduledAt) : [];
    if (group.status === 'SCHEDULED')
      problems.push(...connections.flatMap((each) => this.namedProblems(each, group)));
    if (problems.length > 0) throw invalidFields(problems);

    const { content, media, options, scheduledAt, status, clientReference } = group;
    const posts = connections.map(({ id }) => ({ id: uuidv7(), connectionId: id, content, media, options }));
    await insertGroup(this.database, tenantId, {
      groupId: uuidv7(),
      status,
      scheduledAt,
      clientReference,
      posts,
    });
    return await findPosts(
      this.database,
      tenantId,
      posts.map(({ id }) => id),
    );
  }

  /** Every rule the content breaks, connection by connection; stores nothing. */
  async validate(tenantId: string, group: NewGroup): Promise<ContentCheck[]> {
    const connections = await this.requireConnections(tenantId, group.connectionIds);
    const time = group.scheduledAt ? this.timeProblems(group.scheduledAt) : [];
    return connections.map(({ id, platform }) => ({
      connectionId: id,
      platform,
      problems: [...time, ...this.providers.require(platform).publishing.check(group)],
    }));
  }

  async list(
    tenantId: string,
    filter: PostFilter,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<Page<Post>> {
    const after = decodeCursor(page.cursor);
    const rows = await listPosts(this.database, tenantId, filter, { limit: page.limit, after });
    return pageOf(rows, page.limit, {
      item: ({ cursorAt: _cursorAt, ...post }): Post => post,
      position: ({ cursorAt, id }) => ({ createdAt: cursorAt, id }),
    });
  }

  async require(tenantId: string, id: string): Promise<Post> {
    const [post] = await findPosts(this.database, tenantId, [id]);
    if (!post) throw notFound('Post', id);
    return post;
  }

  async attempts(tenantId: string, id: string): Promise<AttemptView[]> {
    await this.require(tenantId, id);
    return await listAttempts(this.database, tenantId, id);
  }

  /** Changes a post that is not on its way. `expectedVersion` refuses an edit of something older than the row. */
  async edit(tenantId: string, id: string, edit: PostEdit, expectedVersion: number | null): Promise<Post> {
    const post = await this.require(tenantId, id);
    if (expectedVersion !== null && post.version !== expectedVersion)
      throw changedMeanwhile(post, expectedVersion);
    if (!editable.includes(post.status)) throw wrongState(post, 'edited', editable);
    const problems = edit.scheduledAt ? this.timeProblems(edit.scheduledAt) : [];
    if (post.status !== 'DRAFT') problems.push(...this.contentProblems(post, edit));
    if (problems.length > 0) throw invalidFields(problems);

    const edited = await editPost(this.database, tenantId, id, { ...edit, version: post.version });
    if (!edited) throw changedMeanwhile(await this.require(tenantId, id), post.version);
    return await this.require(tenantId, id);
  }

  /** Now, whatever time it had. */
  async publishNow(tenantId: string, id: string): Promise<Post> {
    return await this.schedule(tenantId, id, { from: ['DRAFT', 'SCHEDULED'], at: null, verb: 'published' });
  }

  async reschedule(tenantId: string, id: string, at: Date): Promise<Post> {
    const problems = this.timeProblems(at);
    if (problems.length > 0) throw invalidFields(problems);
    return await this.schedule(tenantId, id, {
      from: ['DRAFT', 'SCHEDULED', 'FAILED'],
      at,
      verb: 'rescheduled',
    });
  }

  async retry(tenantId: string, id: string): Promise<Post> {
    const post = await this.require(tenantId, id);
    const retried = await retryPost(this.database, tenantId, id);
    if (!retried) throw wrongState(post, 'retried', ['FAILED']);
    return await this.require(tenantId, id);
  }

  async cancel(tenantId: string, id: string): Promise<Post> {
    const post = await this.require(tenantId, id);
    const cancelled = await cancelPost(this.database, tenantId, id);
    if (!cancelled) throw wrongState(post, 'cancelled', ['DRAFT', 'SCHEDULED']);
    return await this.require(tenantId, id);
  }

  private async schedule(
    tenantId: string,
    id: string,
    wish: { from: PostStatus[]; at: Date | null; verb: string },
  ): Promise<Post> {
    const post = await this.require(tenantId, id);
    if (!wish.from.includes(post.status)) throw wrongState(post, wish.verb, wish.from);
    const problems = this.contentProblems(post, {});
    if (problems.length > 0) throw invalidFields(problems);
    const scheduled = await schedulePost(this.database, tenantId, id, wish);
    if (!scheduled) throw wrongState(await this.require(tenantId, id), wish.verb, wish.from);
    return await this.require(tenantId, id);
  }

  private async requireConnections(tenantId: string, ids: string[]): Promise<Connection[]> {
    const found = new Map((await this.connections.find(tenantId, ids)).map((each) => [each.id, each]));
    const missing = ids.flatMap((id, index) => (found.has(id) ? [] : [unknownConnection(id, index)]));
    if (missing.length > 0) {
      throw new AppError({
        kind: 'not-found',
        code: 'CONNECTION_NOT_FOUND',
        message: 'At least one connection does not exist in this tenant. Nothing was stored.',
        fields: missing,
      });
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  private contentProblems(post: Post, edit: PostEdit): FieldProblem[] {
    const content = {
      content: edit.content ?? post.content,
      media: (edit.media ?? post.media) as PostContent['media'],
      options: (edit.options ?? post.options) as PostContent['options'],
    };
    return this.providers.require(post.platform).publishing.check(content);
  }

  private namedProblems({ id, platform, accountName }: Connection, content: PostContent): FieldProblem[] {
    const problems = this.providers.require(platform).publishing.check(content);
    return problems.map((problem) => ({
      ...problem,
      message: `${platformNames[platform]} (${accountName}): ${problem.message}`,
      connectionId: id,
    }));
  }

  private timeProblems(scheduledAt: Date): FieldProblem[] {
    const field = 'scheduledAt';
    const aheadMs = scheduledAt.getTime() - this.clock.now().getTime();
    if (Number.isNaN(aheadMs))
      return [{ field, code: 'TIME_INVALID', message: 'It must be a time that exists.' }];
    if (aheadMs < -pastSlackMs) {
      return [
        {
          field,
          code: 'TIME_IN_THE_PAST',
          message: `It must lie in the future; it was ${scheduledAt.toISOString()}.`,
        },
      ];
    }
    if (aheadMs > furthestAheadMs) {
      return [
        {
          field,
          code: 'TIME_TOO_FAR',
          message: `It must lie within two years; it was ${scheduledAt.toISOString()}.`,
        },
      ];
    }
    return [];
  }
}

const editable: PostStatus[] = ['DRAFT', 'SCHEDULED', 'FAILED'];

function unknownConnection(id: string, index: number): FieldProblem {
  return {
    field: `connectionIds[${index}]`,
    code: 'CONNECTION_NOT_FOUND',
    message: `There is no connection ${id} in this tenant.`,
  };
}

function wrongState(post: Post, verb: string, from: PostStatus[]): AppError {
  return new AppError({
    kind: 'conflict',
    code: 'POST_WRONG_STATUS',
    message: `A post can be ${verb} while it is ${from.join(' or ')}; this one is ${post.status}.`,
    extra: { postStatus: post.status },
  });
}

function changedMeanwhile(post: Post, expected: number): AppError {
  return new AppError({
    kind: 'precondition',
    code: 'POST_CHANGED',
    message: `The post was changed meanwhile: it is version ${post.version} (${post.status}), the edit was made for version ${expected}. Read it again.`,
    extra: { currentVersion: post.version },
  });
}
