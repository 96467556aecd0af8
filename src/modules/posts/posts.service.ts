import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.ts';
import { decodeCursor, pageOf, type Page } from '../../http/cursor-page.ts';
import { invalidFields, notFound, type FieldProblem } from '../../kernel/app-error.ts';
import { Clock } from '../../kernel/clock.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import { listAttempts, type AttemptView } from './attempt.queries.ts';
import { PostContentService } from './post-content.service.ts';
import { timeProblems } from './post-time.ts';
import type { Post } from './post.ts';
import { changedMeanwhile, wrongState } from './posts.errors.ts';
import {
  cancelPost,
  editPost,
  findPosts,
  listPosts,
  retryPost,
  schedulePost,
  type PostFilter,
} from './posts.queries.ts';
import { contentFor, type WantedContent } from './wanted-content.ts';

export type ContentEdit = Partial<WantedContent> & { scheduledAt?: Date };

interface ScheduleWish {
  from: PostStatus[];
  /** Null: now. */
  at: Date | null;
  verb: string;
}

/** What a tenant does with its posts. */
@Injectable()
export class PostsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly contents: PostContentService,
  ) {}

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

  /** Throws POST_CHANGED where the caller has read another version of it; null: whatever version it is. */
  async requireUnchanged(tenantId: string, id: string, expectedVersion: number | null): Promise<Post> {
    const post = await this.require(tenantId, id);
    if (expectedVersion !== null && post.version !== expectedVersion)
      throw changedMeanwhile(post, expectedVersion);
    return post;
  }

  async attempts(tenantId: string, id: string): Promise<AttemptView[]> {
    await this.require(tenantId, id);
    return await listAttempts(this.database, tenantId, id);
  }

  /** Changes a post that is not on its way. `expectedVersion` refuses an edit of something older than the row. */
  async edit(tenantId: string, id: string, edit: ContentEdit, expectedVersion: number | null): Promise<Post> {
    const post = await this.requireUnchanged(tenantId, id, expectedVersion);
    if (!editable.includes(post.status)) throw wrongState(post, 'edited', editable);
    const problems = timeProblems(edit.scheduledAt ?? null, this.clock.now());
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

  /** Now, whatever time it had. `expectedVersion` as in `edit`, here and below. */
  async publishNow(tenantId: string, id: string, expectedVersion: number | null): Promise<Post> {
    const wish: ScheduleWish = { from: ['DRAFT', 'SCHEDULED'], at: null, verb: 'published' };
    return await this.schedule(tenantId, id, { ...wish, expectedVersion });
  }

  async reschedule(tenantId: string, id: string, at: Date, expectedVersion: number | null): Promise<Post> {
    const problems = timeProblems(at, this.clock.now());
    if (problems.length > 0) throw invalidFields(problems);
    const wish: ScheduleWish = { from: ['DRAFT', 'SCHEDULED', 'FAILED'], at, verb: 'rescheduled' };
    return await this.schedule(tenantId, id, { ...wish, expectedVersion });
  }

  async retry(tenantId: string, id: string, expectedVersion: number | null): Promise<Post> {
    await this.requireUnchanged(tenantId, id, expectedVersion);
    const retried = await retryPost(this.database, tenantId, id, expectedVersion);
    const post = await this.requireUnchanged(tenantId, id, retried ? null : expectedVersion);
    if (!retried) throw wrongState(post, 'retried', ['FAILED']);
    return post;
  }

  async cancel(tenantId: string, id: string, expectedVersion: number | null): Promise<Post> {
    await this.requireUnchanged(tenantId, id, expectedVersion);
    const cancelled = await cancelPost(this.database, tenantId, id, expectedVersion);
    const post = await this.requireUnchanged(tenantId, id, cancelled ? null : expectedVersion);
    if (!cancelled) throw wrongState(post, 'cancelled', ['DRAFT', 'SCHEDULED']);
    return post;
  }

  private async schedule(
    tenantId: string,
    id: string,
    { expectedVersion, ...wish }: ScheduleWish & { expectedVersion: number | null },
  ): Promise<Post> {
    const post = await this.requireUnchanged(tenantId, id, expectedVersion);
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
}

const editable: PostStatus[] = ['DRAFT', 'SCHEDULED', 'FAILED'];
