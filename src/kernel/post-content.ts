/** What a post says, as the CRM gave it. A snapshot of this is what a publish attempt sends. */
export interface PostContent {
  /** Plain text; may be empty when media says it all. */
  content: string;
  media: MediaItem[];
  options: PostOptions;
}

/** One picture or video: a file that was uploaded to this service, or an address, or both once the file was fetched from it. */
export interface MediaItem {
  /** Where its author put the file. */
  url?: string;
  /** The copy this service keeps; what was checked is what is sent. */
  uploadId?: string;
  type: MediaType;
  /** Description for people who do not see it; at most 1,000 characters. */
  altText?: string;
  /** What was found in the file; absent until it was looked at. */
  file?: MediaFacts;
}

export const mediaTypes = ['IMAGE', 'VIDEO'] as const;

export type MediaType = (typeof mediaTypes)[number];

/** What is in a file, by its content and not by its name. Null: not known for this kind of file. */
export interface MediaFacts {
  /** For example `image/jpeg`. */
  mimeType: string;
  bytes: number;
  /** Pixels, as shown (a turned picture is turned). */
  width: number | null;
  height: number | null;
  durationMs: number | null;
  /** For example `avc`, `hevc`, `aac`. */
  videoCodec: string | null;
  audioCodec: string | null;
  framesPerSecond: number | null;
  /** Of an animated picture. */
  frames: number | null;
}

export const postKinds = ['POST', 'REEL', 'STORY'] as const;

export type PostKind = (typeof postKinds)[number];

export const replySettings = ['EVERYONE', 'FOLLOWING', 'MENTIONED', 'SUBSCRIBERS', 'VERIFIED'] as const;

export type ReplySettings = (typeof replySettings)[number];

/** What only some platforms know. Of a stored post: what its own platform was asked for. */
export interface PostOptions {
  /** A link to attach (Facebook); other platforms carry links in the text. */
  link?: string;
  /** Absent: a post; on Instagram a reel where the only item is a video. */
  kind?: PostKind;
  /** Title of a video (Facebook). */
  title?: string;
  /** Which moment of a reel is its cover, in milliseconds (Instagram). */
  thumbnailOffsetMs?: number;
  /** Whether a reel also stands in the feed (Instagram); absent: it does. */
  shareToFeed?: boolean;
  /** Written below the post as soon as it is live (Facebook, Instagram). */
  firstComment?: string;
  /** The posts that answer one another below this one (X). */
  thread?: ThreadPart[];
  poll?: Poll;
  /** The platform's id of the post that is quoted (X). */
  quotePostId?: string;
  /** Who may answer (X); absent: everyone. */
  replySettings?: ReplySettings;
  /** The platform's id of the post that this one follows: an answer on X, a comment elsewhere. Set by the service alone. */
  replyTo?: string;
}

export interface ThreadPart {
  content: string;
  media?: MediaItem[];
}

export interface Poll {
  options: string[];
  durationMinutes: number;
}

/** What tells two files apart: the copy we keep, or else the address. */
export function mediaKey({ uploadId, url }: MediaItem): string {
  return uploadId ?? url ?? '';
}
