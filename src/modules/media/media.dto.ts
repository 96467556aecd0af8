import { mediaTypes, type MediaFacts, type MediaType } from '../../kernel/post-content.ts';
import { ApiProperty } from '@nestjs/swagger';
import { mediaTypeOf } from './content-type.ts';
import type { StoredMedia } from './media.queries.ts';

/** What is in a file, by its content. Null: not known for this kind of file. */
export class MediaFactsDto implements MediaFacts {
  /** For example `image/jpeg`. */
  mimeType: string;
  bytes: number;
  /** Pixels, as shown. */
  @ApiProperty({ type: Number, nullable: true })
  width: number | null;
  /** Pixels, as shown. */
  @ApiProperty({ type: Number, nullable: true })
  height: number | null;
  @ApiProperty({ type: Number, nullable: true })
  durationMs: number | null;
  /** For example `avc` or `hevc`. */
  @ApiProperty({ type: String, nullable: true })
  videoCodec: string | null;
  /** For example `aac`. */
  @ApiProperty({ type: String, nullable: true })
  audioCodec: string | null;
  @ApiProperty({ type: Number, nullable: true })
  framesPerSecond: number | null;
  /** Of an animated picture. */
  @ApiProperty({ type: Number, nullable: true })
  frames: number | null;
}

/** A file that posts may show as `{"uploadId": id, "type": type}`. */
export class MediaDto {
  id: string;
  @ApiProperty({ enum: mediaTypes })
  type: MediaType;
  file: MediaFactsDto;
  /** The file is deleted then, unless a post needs it longer. */
  expiresAt: string;
  /**
   * Where anybody can look at the file for an hour; null when it was deleted.
   * @example 'https://social.example/media/01a0…/file.jpg?expires=1809504000&signature=Zk3…'
   */
  @ApiProperty({ type: String, nullable: true })
  previewUrl: string | null;

  static from(this: void, { id, facts, keepUntil }: StoredMedia, previewUrl: string | null): MediaDto {
    return {
      id,
      type: mediaTypeOf(facts.mimeType),
      file: facts,
      expiresAt: keepUntil.toISOString(),
      previewUrl,
    };
  }
}
