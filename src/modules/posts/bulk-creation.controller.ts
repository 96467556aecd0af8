import { Body, Controller, HttpCode, Post as PostMethod, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { CurrentCaller, RequireScope, type Caller } from '../../http/caller.ts';
import { Idempotent, Ticket } from '../../http/idempotency.interceptor.ts';
import type { IdempotencyTicket } from '../../http/idempotency.queries.ts';
import { problemOf } from '../../http/problem-details.filter.ts';
import { createValidationPipe } from '../../http/validation.ts';
import { invalidFields } from '../../kernel/app-error.ts';
import { BulkPostsDto, type BulkItemDto, BulkResultDto } from './bulk-posts.dto.ts';
import { BulkCreationService, type BulkResult, type WantedGroup } from './bulk-creation.service.ts';
import { groupOf } from './new-group.ts';
import { CreatePostDto, PostDto } from './posts.dto.ts';

@Controller('posts')
export class BulkCreationController {
  private readonly validation = createValidationPipe();

  constructor(private readonly bulk: BulkCreationService) {}

  /** Stores up to 500 groups at once, and says for each what became of it; the body may have 1 MiB. */
  @PostMethod('bulk')
  @HttpCode(200)
  @RequireScope('social:write')
  @Idempotent()
  async create(
    @CurrentCaller() { tenantId, subject }: Caller,
    @Body() body: BulkPostsDto,
    @Req() request: FastifyRequest,
    @Ticket() ticket: IdempotencyTicket | null,
  ): Promise<BulkResultDto> {
    const inWords = (error: unknown) => problemOf(error, request.id);
    const wanted = await Promise.all(
      body.posts.map(async (post, index): Promise<WantedGroup> => {
        try {
          return { group: groupOf(await this.read(post, index), subject) };
        } catch (error) {
          return { problem: inWords(error) };
        }
      }),
    );
    const results = (await this.bulk.createAll(tenantId, wanted, ticket, inWords)).map(itemOf);
    const created = results.filter(({ status }) => status === 'CREATED').length;
    return { created, refused: results.length - created, results };
  }

  /** As the body of `POST /posts` is read. */
  private async read(post: unknown, index: number): Promise<CreatePostDto> {
    if (typeof post !== 'object' || post === null || Array.isArray(post))
      throw invalidFields([
        {
          field: `posts[${index}]`,
          code: 'IS_OBJECT',
          message: 'Each post must be an object, as for POST /posts.',
        },
      ]);
    return (await this.validation.transform(post, {
      type: 'body',
      metatype: CreatePostDto,
    })) as CreatePostDto;
  }
}

function itemOf(result: BulkResult, index: number): BulkItemDto {
  return 'problem' in result
    ? { index, status: 'REFUSED', groupId: null, posts: [], problem: result.problem }
    : {
        index,
        status: 'CREATED',
        groupId: result.groupId,
        posts: result.posts.map(PostDto.from),
        problem: null,
      };
}
