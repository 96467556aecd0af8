import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.ts';
import type { MediaItem, PostContent } from '../../../kernel/post-content.ts';
import { listAt, numberAt, textAt } from '../provider.json.ts';
import { MediaDownload } from '../provider.media.ts';
import { MetaApi } from '../meta.api.ts';
import { isMetaSuccess, metaFailure } from '../meta.failure.ts';
import { MetaRecentList } from '../meta.list.ts';
import { ProviderError, type ProviderFailure } from '../provider.errors.ts';
import type { HttpOutcome } from '../provider.http.ts';
import type {
  AccountAccess,
  PrepareProgress,
  PrepareResult,
  PublishingPort,
  PublishResult,
  ReadBackResult,
  ResumeState,
  SentPost,
} from '../provider.port.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import { type Upload, uploadMissing } from '../provider.uploads.ts';
import { facebookProblems, facebookPublishClass } from './facebook-content.ts';
import { recentFields, recentPostOf } from './facebook-posts.ts';

/** Larger than the 4 MB Meta documents: it takes more in practice, and it is Meta who should say no. */
const largestPhotoBytes = 10 * 1024 * 1024;

interface UploadedPhoto extends Upload {
  photoId: string;
}

/**
 * Posts on a Page: developers.facebook.com/docs/pages-api/posts.
 *
 * Photos are sent as bytes, not as addresses: we fetch them through our own guard, can say exactly which picture cannot be
 * had and why, and do not depend on Meta's fetcher, which some hosts turn away.
 */
@Injectable()
export class FacebookPublishing implements PublishingPort {
  readonly check = facebookProblems;
  readonly publishClass = facebookPublishClass;
  readonly #api: MetaApi;
  readonly #recent: MetaRecentList;
  readonly #media: MediaDownload;
  readonly #clock: Clock;

  constructor(api: MetaApi, recent: MetaRecentList, media: MediaDownload, clock: Clock) {
    this.#api = api;
    this.#recent = recent;
    this.#media = media;
    this.#clock = clock;
  }

  async prepare(
    access: AccountAccess,
    content: PostContent,
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    return await uploadMissing<UploadedPhoto>(content.media, {
      earlier: photosIn(progress.resume),
      now: this.#clock.now(),
      upload: (item) => this.#upload(access, item),
      stateOf: (photos) => ({ photos }),
      save: (resume) => progress.save(resume),
    });
  }

  async publish(access: AccountAccess, content: PostContent, resume: ResumeState): Promise<PublishResult> {
    const photos = photosIn(resume).map(({ photoId }) => ({ media_fbid: photoId }));
    const outcome = await this.#api.call({
      method: 'POST',
      path: `${access.accountId}/feed`,
      token: access.accessToken,
      params: {
        ...(content.content ? { message: content.content } : {}),
        ...(content.options.link ? { link: content.options.link } : {}),
        ...(photos.length > 0 ? { attached_media: JSON.stringify(photos) } : {}),
        fields: 'id,permalink_url',
      },
    });
    if (!isMetaSuccess(outcome)) return { status: 'failed', failure: this.#failure(outcome) };
    const platformPostId = textAt(outcome.body, 'id');
    if (!platformPostId)
      return { status: 'failed', failure: unreadableAnswerFailure('FACEBOOK', outcome.status) };
    const permalink = textAt(outcome.body, 'permalink_url') ?? `https://www.facebook.com/${platformPostId}`;
    return { status: 'published', platformPostId, permalink };
  }

  async readBack(access: AccountAccess, sent: SentPost): Promise<ReadBackResult> {
    const list = await this.#recent.since(access, {
      platform: 'FACEBOOK',
      edge: 'published_posts',
      fields: recentFields,
      since: sent.since,
      postOf: (entry) => recentPostOf(entry, sent.content.content),
    });
    return list.status === 'unreadable' ? list : { ...list, draft: 'none' };
  }

  async #upload(access: AccountAccess, item: MediaItem): Promise<UploadedPhoto> {
    const file = await this.#media.image(item.url, {
      platform: 'FACEBOOK',
      maxBytes: largestPhotoBytes,
      types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
    });
    const outcome = await this.#api.call({
      method: 'POST',
      path: `${access.accountId}/photos`,
      token: access.accessToken,
      params: { published: 'false', ...(item.altText ? { alt_text_custom: item.altText } : {}) },
      file,
    });
    if (!isMetaSuccess(outcome)) throw new ProviderError(this.#failure(outcome));
    const photoId = textAt(outcome.body, 'id');
    if (!photoId) throw new ProviderError(unreadableAnswerFailure('FACEBOOK', outcome.status));
    return { url: item.url, photoId, uploadedAt: this.#clock.now().getTime() };
  }

  #failure(outcome: HttpOutcome): ProviderFailure {
    return metaFailure(outcome, { platform: 'FACEBOOK', now: this.#clock.now(), subject: 'account' });
  }
}

function photosIn(resume: ResumeState): UploadedPhoto[] {
  return listAt(resume, 'photos').flatMap((entry) => {
    const url = textAt(entry, 'url');
    const photoId = textAt(entry, 'photoId');
    return url && photoId ? [{ url, photoId, uploadedAt: numberAt(entry, 'uploadedAt') ?? 0 }] : [];
  });
}
