/** A photo or a video on a Page, whether it is shown already or waits to be attached to a post. */
export interface PageMedia {
  id: string;
  pageId: string;
  kind: 'photo' | 'video';
  caption: string;
  altText: string | null;
  postId: string | null;
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
  caption: string;
  mediaUrl: string;
  childIds: string[];
  createdAtMs: number;
  readyAtMs: number;
  isDoomed: boolean;
  publishedMediaId: string | null;
}

const CONTAINER_LIFE_MS = 24 * 3600 * 1000;

export type ContainerStatus = 'IN_PROGRESS' | 'FINISHED' | 'PUBLISHED' | 'ERROR' | 'EXPIRED';

export function containerStatus(container: InstagramContainer, nowMs: number): ContainerStatus {
  if (container.publishedMediaId !== null) return 'PUBLISHED';
  if (nowMs - container.createdAtMs >= CONTAINER_LIFE_MS) return 'EXPIRED';
  if (nowMs < container.readyAtMs) return 'IN_PROGRESS';
  return container.isDoomed ? 'ERROR' : 'FINISHED';
}

/** What has been uploaded through Graph, and is no post itself. */
export class GraphMedia {
  readonly pageMedia = new Map<string, PageMedia>();
  readonly containers = new Map<string, InstagramContainer>();
  readonly pageDrafts = new Map<string, PageDraft>();

  /** The webhook fields that our app is subscribed to, by Page. */
  readonly subscribedFields = new Map<string, string[]>();

  clear(): void {
    this.subscribedFields.clear();
    this.pageMedia.clear();
    this.containers.clear();
    this.pageDrafts.clear();
  }
}
