import { IsOptional, IsUUID, MaxLength, ValidateIf } from 'class-validator';
import {
  noticeCauses,
  noticeStatuses,
  type NoticeCause,
  type NoticeStatus,
} from '../../database/entities/social-notice.entity.ts';
import { ApiProperty } from '@nestjs/swagger';
import { PageQuery } from '../../http/cursor-page.ts';
import { EmailAddress } from '../../http/text-rules.ts';

export class NoticeSettingsDto {
  /**
   * Who is written to about every connection of the tenant, besides the person who connected it; null: nobody else.
   * @example 'office@rowing-club.example'
   */
  @ApiProperty({ type: String, nullable: true, format: 'email', example: 'office@rowing-club.example' })
  @ValidateIf((_, value) => value !== null)
  @EmailAddress()
  @MaxLength(254)
  contactEmail: string | null;
}

export class ListNoticesQuery extends PageQuery {
  @IsOptional()
  @IsUUID()
  connectionId?: string;
}

export class NoticeDto {
  /** @example '0198c5f0-7c1e-7d3a-9b1f-2f6f0f8f4c11' */
  id: string;
  /** @example '0198c5f0-6a2b-7c3d-8e4f-1a2b3c4d5e6f' */
  connectionId: string;
  @ApiProperty({ enum: noticeCauses, example: 'INACTIVE' })
  cause: NoticeCause;
  /** @example 'anna@rowing-club.example' */
  recipient: string;
  /** @example [] */
  postIds: string[];
  /** MOOT: what it would have said was no longer so when its turn came. */
  @ApiProperty({ enum: noticeStatuses, example: 'SENT' })
  status: NoticeStatus;
  /** @example 1 */
  attempts: number;
  /** What the mail server said. */
  @ApiProperty({ type: String, nullable: true, example: null })
  lastError: string | null;
  sentAt: Date | null;
  createdAt: Date;
}

export class NoticePageDto {
  data: NoticeDto[];
  nextCursor: string | null;
}
