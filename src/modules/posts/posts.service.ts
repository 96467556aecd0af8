import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../../database/database.ts';
import { decodeCursor, pageOf, type Page } from '../../http/cursor-page.ts';
import { invalidFields, notFound, type FieldProblem } from '../../kernel/app-error.ts';
import { Clock } from '../../kernel/clock.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import { ConnectionsService, type Connection } from '../connections/connections.service.ts';
import type { PostPreview } from '../providers/provider.port.ts';
import { listAttempts, type AttemptView } from './attempt.queries.ts';
import { PostContentService, type ContentOfConnection } from './post-content.service.ts';
import type { Post } from './post.ts';
import { changedMeanwhile, connectionsNotFound, unknownConnection, wrongState } from './posts.errors.ts';
import {
  cancelPost,
  editPost,
  findPosts,
  insertGroup,
  listPosts,
  retryPost,
  schedulePost,
  type PostFilter,
} from './posts.queries.ts';
import { contentFor, type WantedContent } from './wanted-content.ts';

export interface NewGroup extends WantedContent {
  connectionIds: string[];
  /** Null: now. */
  scheduledAt: Date | null;
  status: 'DRAFT' | 'SCHEDULED';
  clientReference: string | null;
}

export type ContentEdit = Partial<WantedContent> & { scheduledAt?: Date };

export interface ContentCheck {
  connectionId: string;
  platform: Platform;
  problems: FieldProblem[];
  /** What it will look like; null where the platform does not know such a post. */
  preview: PostPreview | null;
  /** What the platform will charge, in US dollars; null where posting is free. */
  estimatedCostUsd: number | null;
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
    private readonly contents: PostContentService,
  ) {}

  /** One row per connection, all or none. Throws with every rule that any platform's content breaks. */
  async create(tenantId: string, group: NewGroup): Promise<Post[]> {
    const connections = await this.requireConnections(tenantId, group.connectionIds);
    const { scheduledAt, status, clientReference } = group;
    const problems = scheduledAt ? this.timeProblems(scheduledAt) : [];
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

  /** Every rule the content breaks, connection by connection, and what it will look like; stores no post. */
  async validate(tenantId: string, group: NewGroup): Promise<ContentCheck[]> {
    const connections = await this.requireConnections(tenantId, group.connectionIds);
    const time = group.scheduledAt ? this.timeProblems(group.scheduledAt) : [];
    const wanted = connections.map((each) => contentOf(each, group));
    const inspected = await this.contents.inspect(tenantId, wanted);
    return inspected.map(({ connectionId, platform, content, files, rules }) => ({
      connectionId,
      platform,
      problems: [...time, ...files, ...rules],
      preview: this.contents.preview(platform, content),
      estimatedCostUsd: this.contents.costUsd(platform, content),
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
  async edit(tenantId: string, id: string, edit: ContentEdit, expectedVersion: number | null): Promise<Post> {
    const post = await this.require(tenantId, id);
    if (expectedVersion !== null && post.version !== expectedVersion)
      throw changedMeanwhile(post, expectedVersion);
    if (!editable.includes(post.status)) throw wrongState(post, 'edited', editable);
    const problems = edit.scheduledAt ? this.timeProblems(edit.scheduledAt) : [];
    const { content, troubles } = await this.contentAfter(post, edit);
    problems.push(...troubles);
    if (problems.length > 0) throw invalidFields(problems);

    const { scheduledAt } = edit;
    // What follows a post was counted with it.
    const costUsd = post.rootPostId === null ? this.contents.costUsd(post.platform, content) : null;
    const change = { ...content, costUsd, ...(scheduledAt && { scheduledAt }), version: post.version };
    const { status } = post;
    await this.contents.retain(tenantId, [content], { status, scheduledAt: scheduledAt ?? post.scheduledAt });
    const edited = await editPost(this.database, tenantId, id, change);
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
    const { content, troubles } = await this.contentAfter({ ...post, status: 'SCHEDULED' }, {});
    if (troubles.length > 0) throw invalidFields(troubles);
    await this.contents.retain(tenantId, [content], { status: 'SCHEDULED', scheduledAt: wish.at });
    const scheduled = await schedulePost(this.database, tenantId, id, {
      ...wish,
      ...content,
      version: post.version,
    });
    if (!scheduled) {
      const now = await this.require(tenantId, id);
      throw wish.from.includes(now.status)
        ? changedMeanwhile(now, post.version)
        : wrongState(now, wish.verb, wish.from);
    }
    return await this.require(tenantId, id);
  }

  private async requireConnections(tenantId: string, ids: string[]): Promise<Connection[]> {
    const found = new Map((await this.connections.find(tenantId, ids)).map((each) => [each.id, each]));
    const missing = ids.flatMap((id, index) => (found.has(id) ? [] : [unknownConnection(id, index)]));
    if (missing.length > 0) {
      throw connectionsNotFound(missing);
    }
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  /** What the post says with this edit. A draft may be unfinished, and is not looked at. */
  private async contentAfter(
    post: Post,
    edit: ContentEdit,
  ): Promise<{ content: PostContent; troubles: FieldProblem[] }> {
    const {
      platform,
      options: { replyTo, ...options },
    } = post;
    const wanted = {
      content: edit.content ?? post.content,
      media: edit.media ?? post.media,
      options: edit.options ?? options,
    };
    const content = contentFor(platform, wanted);
    // Whatever the edit says, a follow-up follows the post that it follows.
    if (replyTo !== undefined) content.options.replyTo = replyTo;
    if (post.status === 'DRAFT') return { content, troubles: [] };
    const { connectionId } = post;
    const asked = [{ connectionId, platform, accountName: '', content }];
    const [inspected] = await this.contents.inspect(post.tenantId, asked);
    return {
      content: inspected?.content ?? content,
      troubles: inspected ? [...inspected.files, ...inspected.rules] : [],
    };
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

function contentOf({ id, platform, accountName }: Connection, wanted: WantedContent): ContentOfConnection {
  return { connectionId: id, platform, accountName, content: contentFor(platform, wanted) };
}

const editable: PostStatus[] = ['DRAFT', 'SCHEDULED', 'FAILED'];
