import type { Snapshot, StoredEngagement } from './engagement.queries.ts';

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
