import type { Platform } from '../../kernel/platform.ts';
import type { MediaType, PostKind, PostOptions, ReplySettings } from '../../kernel/post-content.ts';

/** Everything one platform takes, for whoever composes a post; the checks of this service read the same table. */
export interface PlatformCapabilities {
  platform: Platform;
  name: string;
  text: TextCapability;
  /** The first one is what a post is without `options.kind`, wherever its media allow it. */
  kinds: KindCapability[];
  altText: { maxLength: number; mediaTypes: MediaType[] };
  /** The members of `options` that this platform knows; any other one is refused. */
  options: (keyof PostOptions)[];
  firstComment: { maxLength: number } | null;
  thread: { maxParts: number } | null;
  poll: PollCapability | null;
  replySettings: ReplySettings[];
  /** Whether this service can take a live post off the platform. */
  canDelete: boolean;
}

export interface TextCapability {
  maxLength: number;
  /** `WEIGHTED`: emoji and East Asian letters count 2, each link the same (docs.x.com/fundamentals/counting-characters). */
  counting: 'CHARACTERS' | 'WEIGHTED';
  /** What each link counts, whatever its length; null: its own length. */
  linkLength: number | null;
  /** Whether a link in the text can be followed. */
  linksClickable: boolean;
  maxHashtags: number | null;
  maxMentions: number | null;
}

export interface KindCapability {
  kind: PostKind;
  minMedia: number;
  maxImages: number;
  maxVideos: number;
  /** Whether pictures and videos may stand side by side, and how many in all. */
  maxMixed: number;
  /** False: the text is not shown with this kind. */
  showsText: boolean;
  image: ImageLimits | null;
  /** Of an animated picture, which stands alone; null: the platform would show its first frame only. */
  animation: AnimationLimits | null;
  video: VideoLimits | null;
}

export interface ImageLimits {
  mimeTypes: string[];
  /** Other types that this service turns into JPEG by itself. */
  convertedTypes: string[];
  maxBytes: number;
  minWidth: number | null;
  /** Wider pictures are scaled down. */
  maxWidth: number | null;
  /** Width divided by height. */
  minRatio: number | null;
  maxRatio: number | null;
}

export interface AnimationLimits {
  maxBytes: number;
  maxWidth: number;
  maxHeight: number;
  maxFrames: number;
}

export interface VideoLimits {
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

export interface PollCapability {
  minOptions: number;
  maxOptions: number;
  maxOptionLength: number;
  minMinutes: number;
  maxMinutes: number;
}
