import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUrl,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { StorableText } from '../../http/text-rules.ts';
import {
  mediaTypes,
  postKinds,
  replySettings,
  type MediaType,
  type PostKind,
  type ReplySettings,
} from '../../kernel/post-content.ts';

export const longestContent = 100_000;
const webUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };
const mostMedia = 20;

/** What was found in a file. */
export class MediaFactsDto {
  /** By its content, for example `image/jpeg`. */
  mimeType: string;
  bytes: number;
  /** Pixels, as shown. */
  width: number | null;
  height: number | null;
  durationMs: number | null;
  videoCodec: string | null;
  audioCodec: string | null;
  framesPerSecond: number | null;
  /** Of an animated picture. */
  frames: number | null;
}

export class MediaItemDto {
  /** Where the file can be fetched; or give `uploadId`. */
  @ValidateIf(({ uploadId, url }: MediaItemDto) => !uploadId || url !== undefined)
  @IsUrl(webUrl)
  @MaxLength(2000)
  @StorableText()
  url?: string;

  /** The id that `POST /media` answered with. Beside a `url` of another file it is refused (MEDIA_AMBIGUOUS). */
  @IsOptional()
  @IsUUID()
  uploadId?: string;

  @IsIn(mediaTypes)
  type: MediaType;

  /** Description for people who do not see it. */
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  @StorableText()
  altText?: string;

  /** What this service found in the file; only read, never taken from a body. */
  @IsOptional()
  @IsObject()
  file?: MediaFactsDto;
}

export class ThreadPartDto {
  @IsString()
  @MaxLength(longestContent)
  @StorableText()
  content: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(mostMedia)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => MediaItemDto)
  media?: MediaItemDto[];
}

export class PollDto {
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(10)
  @IsString({ each: true })
  @IsNotEmpty({ each: true })
  @MaxLength(200, { each: true })
  @StorableText()
  options: string[];

  @IsInt()
  @Min(1)
  @Max(100_000)
  durationMinutes: number;
}

/** What only some platforms know; `GET /platforms` tells which, and their limits. Null is as if it was left out; under a platform's name it takes away there what all are asked for. */
export class PlatformOptionsDto {
  /** A link to attach (Facebook); other platforms carry links in the text. */
  @IsOptional()
  @IsUrl(webUrl)
  @MaxLength(2000)
  @StorableText()
  link?: string | null;

  /** What it becomes: a post unless said otherwise (REEL: Facebook, Instagram; STORY: Instagram). */
  @IsOptional()
  @IsIn(postKinds)
  kind?: PostKind | null;

  /** Title of a video (Facebook). */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  @StorableText()
  title?: string | null;

  /** Which moment of a reel is its cover, in milliseconds (Instagram). */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(900_000)
  thumbnailOffsetMs?: number | null;

  /** Whether a reel also stands in the feed (Instagram). */
  @IsOptional()
  @IsBoolean()
  shareToFeed?: boolean | null;

  /** Written below the post as soon as it is live (Facebook, Instagram). */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(longestContent)
  @StorableText()
  firstComment?: string | null;

  /** The posts that follow below this one, each answering the one before (X). */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ThreadPartDto)
  thread?: ThreadPartDto[] | null;

  /** A poll (X). */
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PollDto)
  poll?: PollDto | null;

  /** The id of a post to quote (X). */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  @StorableText()
  quotePostId?: string | null;

  /** Who may answer (X); everyone unless said otherwise. */
  @IsOptional()
  @IsIn(replySettings)
  replySettings?: ReplySettings | null;
}

/** For every connection of the post; what stands under a platform's name is for that platform alone, and goes first there. */
export class PostOptionsDto extends PlatformOptionsDto {
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PlatformOptionsDto)
  facebook?: PlatformOptionsDto;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PlatformOptionsDto)
  instagram?: PlatformOptionsDto;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PlatformOptionsDto)
  twitter?: PlatformOptionsDto;
}

/** What a stored post was asked for on its own platform; what each member means stands at `PlatformOptionsDto`. */
export class StoredOptionsDto {
  link?: string;
  kind?: PostKind;
  title?: string;
  thumbnailOffsetMs?: number;
  shareToFeed?: boolean;
  firstComment?: string;
  thread?: ThreadPartDto[];
  poll?: PollDto;
  quotePostId?: string;
  replySettings?: ReplySettings;
  /** The platform's id of the post that this one follows. */
  replyTo?: string;
}
