import { IsBoolean, IsInt, IsISO8601, IsOptional, IsUUID, Matches, Max, Min } from 'class-validator';
import { ExistingTime } from '../../http/text-rules.ts';

export class HourCountDto {
  /** Start of the hour. */
  hour: Date;
  posts: number;
}

/** Posts that went live in the last 24 hours; hours without one are left out. */
export class PostFrequencyDto {
  data: HourCountDto[];
}

export class SpreadPostsDto {
  @IsUUID()
  connectionId: string;

  /** Between two posts, in minutes; at most a week. The last one must lie within two years. */
  @IsInt()
  @Min(1)
  @Max(10_080)
  spacingMinutes: number;

  /** When the first one goes out, with offset; the time it has, or now where that has passed, without. */
  @IsOptional()
  @IsISO8601({ strict: true, strictSeparator: true })
  @Matches(/(Z|[+-]\d{2}:?\d{2})$/i, { message: 'must end with Z or an offset such as +02:00' })
  @ExistingTime()
  startAt?: string;

  /**
   * True: only shows what would be.
   * @example true
   */
  @IsOptional()
  @IsBoolean()
  preview?: boolean;
}

export class SpacedPostDto {
  id: string;
  content: string;
  /** Before. */
  scheduledAt: Date;
  newScheduledAt: Date;
}

export class SpreadResultDto {
  /** False: nothing was changed, it was a preview. */
  applied: boolean;
  posts: SpacedPostDto[];
}
