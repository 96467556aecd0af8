import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { PostStatus } from '../../database/entities/social-post.entity.ts';
import { TimeWindowQuery } from '../../http/time-window.dto.ts';
import { platforms, type Platform } from '../../kernel/platform.ts';

export class CalendarQuery extends TimeWindowQuery {
  @IsOptional()
  @IsUUID()
  connectionId?: string;

  @IsOptional()
  @IsIn(platforms)
  platform?: Platform;
}

export class CalendarPostDto {
  id: string;
  groupId: string;
  connectionId: string;
  platform: Platform;
  accountName: string;
  status: PostStatus;
  /** When it went out; while it has not, when it is meant to. */
  at: Date;
  /** How its text begins, at most 120 characters. */
  content: string;
  /** Whether it shows pictures or videos. */
  hasMedia: boolean;
}

export class CalendarDto {
  /** By time. */
  data: CalendarPostDto[];
  /** True: there are more than 1,000, and the latest are left out. */
  isCut: boolean;
}

export class WaitingPostsDto {
  connectionId: string;
  /** Scheduled, due or not; nobody counts beyond 1,000. */
  scheduled: number;
  /** Of those, the ones whose time has come. */
  due: number;
  nextAt: Date | null;
}

export class WaitingPostsListDto {
  /** Connections behind which nothing waits are left out. */
  data: WaitingPostsDto[];
}
