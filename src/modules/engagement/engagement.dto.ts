import { IsIn, IsOptional, IsTimeZone } from 'class-validator';
import { TimeWindowQuery } from '../../http/time-window.dto.ts';
import { platforms, type Platform } from '../../kernel/platform.ts';
import type { DayOfPosts, Snapshot, StoredEngagement } from './engagement.queries.ts';

/** Figures of a post. Null: the platform has not told; that is not 0. */
export class EngagementDto {
  likes: number | null;
  comments: number | null;
  shares: number | null;
  /** People who saw the post. */
  reach: number | null;
  /** Times the post was seen. */
  impressions: number | null;
  syncedAt: Date;
}

export class SyncedEngagementDto {
  postId: string;
  engagement: EngagementDto;

  static from({
    postId,
    likes,
    comments,
    shares,
    reach,
    impressions,
    syncedAt,
  }: StoredEngagement): SyncedEngagementDto {
    return { postId, engagement: { likes, comments, shares, reach, impressions, syncedAt } };
  }
}

/** What the platform said at one moment. Null: it did not tell then. */
export class EngagementSnapshotDto {
  takenAt: Date;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  reach: number | null;
  impressions: number | null;

  static from({ takenAt, likes, comments, shares, reach, impressions }: Snapshot): EngagementSnapshotDto {
    return { takenAt, likes, comments, shares, reach, impressions };
  }
}

export class EngagementHistoryDto {
  /** Oldest first; at most the newest 500. */
  data: EngagementSnapshotDto[];
}

export class EngagementDaysQuery extends TimeWindowQuery {
  /**
   * Whose days are meant, by its IANA name.
   * @example 'Europe/Berlin'
   */
  @IsTimeZone()
  timeZone: string;

  @IsOptional()
  @IsIn(platforms)
  platform?: Platform;
}

/** The posts that went out on one day on one platform, and their figures so far. Null: no platform told; that is not 0. */
export class EngagementDayDto {
  /** @example '2027-05-05' */
  day: string;
  platform: Platform;
  posts: number;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  reach: number | null;
  impressions: number | null;

  static from({ day, platform, posts, ...figures }: DayOfPosts): EngagementDayDto {
    return { day, platform, posts, ...figures };
  }
}

export class EngagementDaysDto {
  /** By day; days without posts are left out. */
  data: EngagementDayDto[];
}
