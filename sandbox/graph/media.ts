import type { Hash } from 'node:crypto';
import type { Post } from '../posts.ts';

/** A photo or a video on a Page, whether it is shown already or waits to be attached to a post. */
export interface PageMedia {
  id: string;
  pageId: string;
  kind: 'photo' | 'video' | 'reel';
  caption: string;
  altText: string | null;
  postId: string | null;
  /** Of a video that comes in several calls. */
  upload?: VideoUpload;
}

export interface VideoUpload {
  /** Reels have none: they are addressed by the video's own id. */
  sessionId: string | null;
  /** Null until a reel's bytes arrive. */
  fileSize: number | null;
  receivedBytes: number;
  /** The first bytes, enough to see what the file is. */
  head: Buffer;
  digest: Hash;
  state: 'uploading' | 'uploaded' | 'finished';
  /** When the work on a finished video ends, in ms since 1970. */
  readyAtMs: number;
  isDoomed: boolean;
}

/** A post on a Page that nobody sees until it is published; it keeps its id then. */
export interface PageDraft {
  id: string;
  pageId: string;
  text: string;
  link: string | null;
  mediaIds: string[];
  createdAtMs: number;
}

export interface InstagramContainer {
  id: string;
  accountId: string;
  kind: 'IMAGE' | 'REELS' | 'STORIES' | 'CAROUSEL';
  isCarouselItem: boolean;
  isVideo: boolean;
  caption: string;
  altText: string | null;
  mediaUrl: string;
  childIds: string[];
  createdAtMs: number;
  readyAtMs: number;
  /** The error that its `status` will name; null when it comes out well. */
  failsWith: number | null;
  publishedMediaId: string | null;
}

const CONTAINER_LIFE_MS = 24 * 3600 * 1000;

export type ContainerStatus = 'IN_PROGRESS' | 'FINISHED' | 'PUBLISHED' | 'ERROR' | 'EXPIRED';

export function containerStatus(container: InstagramContainer, nowMs: number): ContainerStatus {
  if (container.publishedMediaId !== null) return 'PUBLISHED';
  if (nowMs - container.createdAtMs >= CONTAINER_LIFE_MS) return 'EXPIRED';
  if (nowMs < container.readyAtMs) return 'IN_PROGRESS';
  return container.failsWith !== null ? 'ERROR' : 'FINISHED';
}

/** What has been uploaded through Graph, and is no post itself. */
export class GraphMedia {
  readonly pageMedia = new Map<string, PageMedia>();
  readonly containers = new Map<string, InstagramContainer>();
  readonly pageDrafts = new Map<string, PageDraft>();
  /** Videos on their way, by upload session. */
  readonly uploadSessions = new Map<string, PageMedia>();
  /** Comments below a post, in order of acceptance. */
  readonly comments = new Map<string, Post[]>();

  /** The webhook fields that our app is subscribed to, by Page. */
  readonly subscribedFields = new Map<string, string[]>();

  clear(): void {
    this.subscribedFields.clear();
    this.pageMedia.clear();
    this.containers.clear();
    this.pageDrafts.clear();
    this.uploadSessions.clear();
    this.comments.clear();
  }
}
