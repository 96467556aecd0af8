import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post as PostMethod,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { CurrentCaller, RequireScope, Tenant, type Caller } from '../../http/caller.ts';
import { Problems, ProblemsAs } from '../../http/problems.ts';
import { UuidParam } from '../../http/uuid-param.pipe.ts';
import { rangeOf } from '../../http/time-window.dto.ts';
import { Idempotent, Ticket } from '../../http/idempotency.interceptor.ts';
import type { IdempotencyTicket } from '../../http/idempotency.queries.ts';
import { EntityTagInterceptor } from './entity-tag.interceptor.ts';
import { ExpectedVersion, TakesIfMatch } from './if-match.ts';
import { AttemptListDto } from './attempts.dto.ts';
import {
  CreatePostDto,
  DeletedPostDto,
  DeletePostQuery,
  EditPostDto,
  ListPostsQuery,
  PostDto,
  PostGroupDto,
  PostPageDto,
  ReschedulePostDto,
  ValidationResultDto,
} from './posts.dto.ts';
import { groupOf } from './new-group.ts';
import { PostCreationService } from './post-creation.service.ts';
import { PostProblemDto } from './posts-problem.dto.ts';
import { PostRemovalService } from './post-removal.service.ts';
import { PostsService } from './posts.service.ts';

@Controller('posts')
@UseInterceptors(EntityTagInterceptor)
export class PostsController {
  constructor(
    private readonly posts: PostsService,
    private readonly creation: PostCreationService,
    private readonly removal: PostRemovalService,
  ) {}

  /** Stores one post per connection; it goes out at its time, or now. */
  @PostMethod()
  @HttpCode(201)
  @RequireScope('social:write')
  @Idempotent()
  @ProblemsAs(PostProblemDto, { 404: ['CONNECTION_NOT_FOUND'], 409: ['CLIENT_REFERENCE_TAKEN'] })
  async create(
    @CurrentCaller() { tenantId, subject }: Caller,
    @Body() body: CreatePostDto,
    @Ticket() ticket: IdempotencyTicket | null,
  ): Promise<PostGroupDto> {
    const posts = await this.creation.create(tenantId, groupOf(body, subject), ticket);
    return { groupId: posts[0]?.groupId ?? '', posts: posts.map(PostDto.from) };
  }

  /** Checks the same body as creating does, for each connection, and stores nothing. */
  @PostMethod('validate')
  @HttpCode(200)
  @RequireScope('social:read')
  @Problems({ 404: ['CONNECTION_NOT_FOUND'] })
  async validate(
    @CurrentCaller() { tenantId, subject }: Caller,
    @Body() body: CreatePostDto,
  ): Promise<ValidationResultDto> {
    const checks = await this.creation.validate(tenantId, groupOf(body, subject));
    const results = checks.map((check) => ({ ...check, valid: check.problems.length === 0 }));
    return { valid: results.every(({ valid }) => valid), results };
  }

  /** Newest first. */
  @Get()
  @RequireScope('social:read')
  async list(@Tenant() tenantId: string, @Query() query: ListPostsQuery): Promise<PostPageDto> {
    const { limit, cursor, from, to, ...filter } = query;
    const page = await this.posts.list(tenantId, { ...filter, ...rangeOf({ from, to }) }, { limit, cursor });
    return { data: page.data.map(PostDto.from), nextCursor: page.nextCursor };
  }

  /** One post, with its ETag. */
  @Get(':id')
  @RequireScope('social:read')
  async get(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<PostDto> {
    return PostDto.from(await this.posts.require(tenantId, id));
  }

  /** Changes a post that is not on its way. With If-Match it refuses to write over somebody else's change. */
  @Patch(':id')
  @TakesIfMatch()
  @RequireScope('social:write')
  @ProblemsAs(PostProblemDto, { 409: ['POST_WRONG_STATUS'], 412: ['POST_CHANGED'] })
  async edit(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
    @ExpectedVersion() version: number | null,
    @Body() body: EditPostDto,
  ): Promise<PostDto> {
    const { scheduledAt, ...edit } = body;
    const time = scheduledAt ? { scheduledAt: new Date(scheduledAt) } : {};
    return PostDto.from(await this.posts.edit(tenantId, id, { ...edit, ...time }, version));
  }

  /** Publishes now, whatever time it had. */
  @PostMethod(':id/publish')
  @TakesIfMatch()
  @HttpCode(200)
  @RequireScope('social:write')
  @ProblemsAs(PostProblemDto, { 409: ['POST_WRONG_STATUS'], 412: ['POST_CHANGED'] })
  async publish(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
    @ExpectedVersion() version: number | null,
  ): Promise<PostDto> {
    return PostDto.from(await this.posts.publishNow(tenantId, id, version));
  }

  /** Queues a failed post again; what may be live already is looked up first. */
  @PostMethod(':id/retry')
  @TakesIfMatch()
  @HttpCode(200)
  @RequireScope('social:write')
  @ProblemsAs(PostProblemDto, { 409: ['POST_WRONG_STATUS'], 412: ['POST_CHANGED'] })
  async retry(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
    @ExpectedVersion() version: number | null,
  ): Promise<PostDto> {
    return PostDto.from(await this.posts.retry(tenantId, id, version));
  }

  /** Takes a post out of the queue; nothing is sent after this answered. */
  @PostMethod(':id/cancel')
  @TakesIfMatch()
  @HttpCode(200)
  @RequireScope('social:write')
  @ProblemsAs(PostProblemDto, { 409: ['POST_WRONG_STATUS'], 412: ['POST_CHANGED'] })
  async cancel(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
    @ExpectedVersion() version: number | null,
  ): Promise<PostDto> {
    return PostDto.from(await this.posts.cancel(tenantId, id, version));
  }

  /** Gives a post another time. */
  @PostMethod(':id/reschedule')
  @TakesIfMatch()
  @HttpCode(200)
  @RequireScope('social:write')
  @ProblemsAs(PostProblemDto, { 409: ['POST_WRONG_STATUS'], 412: ['POST_CHANGED'] })
  async reschedule(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
    @ExpectedVersion() version: number | null,
    @Body() body: ReschedulePostDto,
  ): Promise<PostDto> {
    return PostDto.from(await this.posts.reschedule(tenantId, id, new Date(body.scheduledAt), version));
  }

  /** With `onPlatform=true` the live post is taken off its platform and the row stays; without, a row that never went out is deleted. */
  @Delete(':id')
  @TakesIfMatch()
  @RequireScope('social:write')
  @ProblemsAs(PostProblemDto, {
    409: ['POST_WRONG_STATUS', 'POST_NOT_PUBLISHED', 'OUTCOME_UNKNOWN', 'RECONNECT_REQUIRED'],
    412: ['POST_CHANGED'],
    503: ['RATE_LIMITED'],
  })
  async delete(
    @Tenant() tenantId: string,
    @Param('id', UuidParam) id: string,
    @ExpectedVersion() version: number | null,
    @Query() { onPlatform }: DeletePostQuery,
  ): Promise<DeletedPostDto> {
    if (onPlatform === 'true') {
      const post = PostDto.from(await this.removal.removeFromPlatform(tenantId, id, version));
      return { id, deleted: 'PLATFORM_POST', post };
    }
    await this.removal.deleteRow(tenantId, id, version);
    return { id, deleted: 'ROW', post: null };
  }

  /** Every try to publish, with what the platform said. */
  @Get(':id/attempts')
  @RequireScope('social:read')
  async attempts(@Tenant() tenantId: string, @Param('id', UuidParam) id: string): Promise<AttemptListDto> {
    return { data: await this.posts.attempts(tenantId, id) };
  }
}
