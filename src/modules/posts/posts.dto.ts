import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { postStatuses, type PostStatus } from '../../database/entities/social-post.entity.ts';
import { PageQuery } from '../../http/cursor-page.ts';
import { FieldProblemDto } from '../../http/problem.dto.ts';
import { ExistingTime, StorableText } from '../../http/text-rules.ts';
import { offsetMessage, withOffset } from '../../http/time-window.dto.ts';
import { platforms, type Platform } from '../../kernel/platform.ts';
import { PreviewDto } from './platforms.dto.ts';
import { longestContent, MediaItemDto, PostOptionsDto, StoredOptionsDto } from './post-content.dto.ts';
import { blockedReason, nextAttemptAt, waitingReason, type Post } from './post.ts';

/** Ids are the same in any case of letters; what is no text is for another rule. */
const asWritten = (id: unknown) => (typeof id === 'string' ? id.toLowerCase() : id);
const isGiven = (_: object, value: unknown) => value !== undefined;

/** What a post says. */
export class PostBodyDto {
  @IsString()
  @MaxLength(longestContent)
  @StorableText()
  content: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => MediaItemDto)
  media?: MediaItemDto[];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PostOptionsDto)
  options?: PostOptionsDto;
}

export class CreatePostDto extends PostBodyDto {
  /** One post row is made for each. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ArrayUnique(asWritten)
  @IsUUID(undefined, { each: true })
  connectionIds: string[];

  /**
   * When to publish, with offset. Without it the post goes out now.
   * @example '2027-05-05T10:00:00+02:00'
   */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(withOffset, offsetMessage)
  scheduledAt?: string;

  /** DRAFT keeps the post until it is scheduled. */
  @IsOptional()
  @IsIn(['DRAFT', 'SCHEDULED'])
  status?: 'DRAFT' | 'SCHEDULED';

  /** The caller's own name for this post. */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  @StorableText()
  clientReference?: string;
}

export class EditPostDto {
  /** @example 'The boathouse opens at eleven.' */
  @ValidateIf(isGiven)
  @IsString()
  @MaxLength(longestContent)
  @StorableText()
  content?: string;

  @ValidateIf(isGiven)
  @IsArray()
  @ArrayMaxSize(20)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => MediaItemDto)
  media?: MediaItemDto[];

  @ValidateIf(isGiven)
  @IsObject()
  @ValidateNested()
  @Type(() => PostOptionsDto)
  options?: PostOptionsDto;

  /** A new time, with offset. */
  @ValidateIf(isGiven)
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(withOffset, offsetMessage)
  scheduledAt?: string;
}

export class ReschedulePostDto {
  /** The new time, with offset. */
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(withOffset, offsetMessage)
  scheduledAt: string;
}

export class DeletePostQuery {
  /** `true`: take the live post off its platform. */
  @IsOptional()
  @IsIn(['true', 'false'])
  onPlatform?: 'true' | 'false';
}

export class ListPostsQuery extends PageQuery {
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => value)
  @IsIn(postStatuses)
  status?: PostStatus;

  @IsOptional()
  @IsUUID()
  connectionId?: string;

  @IsOptional()
  @IsIn(platforms)
  platform?: Platform;

  @IsOptional()
  @IsUUID()
  groupId?: string;

  /** Only what follows this post: the parts of its thread, its first comment. */
  @IsOptional()
  @IsUUID()
  rootPostId?: string;

  /** Scheduled at or after, with offset. */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(withOffset, offsetMessage)
  @ExistingTime()
  from?: string;

  /** Scheduled before, with offset. */
  @IsOptional()
  @IsISO8601({ strict: true })
  @Matches(withOffset, offsetMessage)
  @ExistingTime()
  to?: string;
}

export class EngagementDto {
  /** Null: the platform does not tell; not the same as 0. */
  likes: number | null;
  comments: number | null;
  shares: number | null;
  reach: number | null;
  impressions: number | null;
  syncedAt: Date | null;
}

export class PostDto {
  id: string;
  groupId: string;
  connectionId: string;
  platform: Platform;
  status: PostStatus;
  content: string;
  media: MediaItemDto[];
  options: StoredOptionsDto;
  /** The post that this one follows in a thread, or comments on; null for one that stands by itself. */
  rootPostId: string | null;
  /** Place after the root, from 1. */
  part: number | null;
  scheduledAt: Date | null;
  publishedAt: Date | null;
  platformPostId: string | null;
  permalink: string | null;
  /** When it was taken off the platform, by this service or by somebody else. */
  deletedOnPlatformAt: Date | null;
  errorMessage: string | null;
  errorCode: string | null;
  retryCount: number;
  /** Why a scheduled post waits for somebody; null when nothing stands in its way. */
  blockedReason: string | null;
  /** What it waits for although nobody need act; `nextAttemptAt` says until when. */
  waitingReason: string | null;
  nextAttemptAt: Date | null;
  engagement: EngagementDto;
  clientReference: string | null;
  /** What the platform charges for it and what follows it, in US dollars; null where posting is free. */
  estimatedCostUsd: number | null;
  /**
   * The subject of the access token that created it, and for what follows a post that of its post; null where it is not known.
   * @example 'anna'
   */
  createdBy: string | null;
  createdAt: Date;
  version: number;

  static from(post: Post): PostDto {
    const { likes, comments, shares, reach, impressions, engagementSyncedAt: syncedAt } = post;
    return {
      id: post.id,
      groupId: post.groupId,
      connectionId: post.connectionId,
      platform: post.platform,
      status: post.status,
      content: post.content,
      media: post.media,
      options: post.options,
      rootPostId: post.rootPostId,
      part: post.part,
      scheduledAt: post.scheduledAt,
      publishedAt: post.publishedAt,
      platformPostId: post.platformPostId,
      permalink: post.permalink,
      deletedOnPlatformAt: post.deletedOnPlatformAt,
      errorMessage: post.errorMessage,
      errorCode: post.errorCode,
      retryCount: post.retryCount,
      blockedReason: blockedReason(post),
      waitingReason: waitingReason(post),
      nextAttemptAt: nextAttemptAt(post),
      engagement: { likes, comments, shares, reach, impressions, syncedAt },
      clientReference: post.clientReference,
      estimatedCostUsd: post.estimatedCostUsd,
      createdBy: post.createdBy,
      createdAt: post.createdAt,
      version: post.version,
    };
  }
}

export class DeletedPostDto {
  id: string;
  /** ROW: nothing of it was live, and it is no longer in any list. */
  deleted: 'ROW' | 'PLATFORM_POST';
  /** The row that stays when a live post was taken off its platform. */
  post: PostDto | null;
}

export class PostPageDto {
  data: PostDto[];
  nextCursor: string | null;
}

export class PostGroupDto {
  groupId: string;
  posts: PostDto[];
}

export class ConnectionCheckDto {
  connectionId: string;
  platform: Platform;
  valid: boolean;
  problems: FieldProblemDto[];
  /** What it will look like; null where the platform does not know such a post. */
  preview: PreviewDto | null;
  /** What the platform will charge, in US dollars; null where posting is free. */
  estimatedCostUsd: number | null;
}

export class ValidationResultDto {
  valid: boolean;
  results: ConnectionCheckDto[];
}
