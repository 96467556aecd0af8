import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';
import { CreatePostDto, PostDto } from './posts.dto.ts';
import { PostProblemDto } from './posts-problem.dto.ts';

export class BulkPostsDto {
  /** 1 to 500 bodies of `POST /posts`. Each is looked at by itself: what is wrong with one keeps none of the others back. */
  @ApiProperty({ type: [CreatePostDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  posts: unknown[];
}

export class BulkItemDto {
  /** Place in the request, from 0. */
  index: number;
  status: 'CREATED' | 'REFUSED';
  groupId: string | null;
  posts: PostDto[];
  /** Why it was refused; the same as `POST /posts` would have answered. */
  problem: PostProblemDto | null;
}

export class BulkResultDto {
  created: number;
  refused: number;
  results: BulkItemDto[];
}
