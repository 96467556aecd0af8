import type { Platform } from '../../kernel/platform.ts';
import type { MediaType, PostKind, ReplySettings } from '../../kernel/post-content.ts';

export class TextCapabilityDto {
  maxLength: number;
  /** WEIGHTED: emoji and East Asian letters count 2. */
  counting: 'CHARACTERS' | 'WEIGHTED';
  /** What each link counts; null: its own length. */
  linkLength: number | null;
  linksClickable: boolean;
  maxHashtags: number | null;
  maxMentions: number | null;
}

export class ImageLimitsDto {
  mimeTypes: string[];
  /** Other types that are turned into JPEG on the way. */
  convertedTypes: string[];
  maxBytes: number;
  minWidth: number | null;
  /** Wider pictures are scaled down. */
  maxWidth: number | null;
  /** Width divided by height. */
  minRatio: number | null;
  maxRatio: number | null;
}

export class AnimationLimitsDto {
  maxBytes: number;
  maxWidth: number;
  maxHeight: number;
  maxFrames: number;
}

export class VideoLimitsDto {
  mimeTypes: string[];
  videoCodecs: string[];
  audioCodecs: string[];
  maxBytes: number;
  minDurationMs: number;
  maxDurationMs: number;
  minFramesPerSecond: number | null;
  maxFramesPerSecond: number | null;
  minWidth: number | null;
  maxWidth: number | null;
  minHeight: number | null;
  maxHeight: number | null;
  /** Of width and height the smaller one, where both may not be as large as one may. */
  maxShortSide: number | null;
  minRatio: number | null;
  maxRatio: number | null;
}

export class KindCapabilityDto {
  kind: PostKind;
  minMedia: number;
  maxImages: number;
  maxVideos: number;
  /** Most files where pictures and videos stand side by side; 0: they cannot. */
  maxMixed: number;
  showsText: boolean;
  image: ImageLimitsDto | null;
  /** Of an animated picture, which stands alone; null: none are shown. */
  animation: AnimationLimitsDto | null;
  video: VideoLimitsDto | null;
}

export class AltTextCapabilityDto {
  maxLength: number;
  mediaTypes: MediaType[];
}

export class LengthLimitDto {
  maxLength: number;
}

export class ThreadCapabilityDto {
  /** After the first post. */
  maxParts: number;
}

export class PollCapabilityDto {
  minOptions: number;
  maxOptions: number;
  maxOptionLength: number;
  minMinutes: number;
  maxMinutes: number;
}

/** Everything one platform takes, as a composer needs it. */
export class PlatformDto {
  platform: Platform;
  name: string;
  text: TextCapabilityDto;
  /** The first one is what a post is when nothing else is said. */
  kinds: KindCapabilityDto[];
  altText: AltTextCapabilityDto;
  /** The members of `options` that this platform knows. */
  options: string[];
  firstComment: LengthLimitDto | null;
  thread: ThreadCapabilityDto | null;
  poll: PollCapabilityDto | null;
  replySettings: ReplySettings[];
  canDelete: boolean;
}

export class PlatformListDto {
  data: PlatformDto[];
}

export class PreviewLengthDto {
  counting: 'CHARACTERS' | 'WEIGHTED';
  counted: number;
  limit: number;
  /** Below 0: too long by so much. */
  remaining: number;
}

export class PreviewLinkDto {
  url: string;
  counts: number;
  isClickable: boolean;
}

export class PreviewNoticeDto {
  code: string;
  field: string;
  message: string;
}

/** What one post of a thread will look like. */
export class PartPreviewDto {
  kind: PostKind;
  /** As it is shown; null where this kind shows no text. */
  text: string | null;
  /** What does not fit. */
  cutText: string;
  length: PreviewLengthDto;
  links: PreviewLinkDto[];
  /** What happens to the content on the way. */
  notices: PreviewNoticeDto[];
}

/** What a post will look like, as far as it can be told before it is sent. */
export class PreviewDto extends PartPreviewDto {
  /** The posts that follow below it (X), in their order. */
  thread: PartPreviewDto[];
}
