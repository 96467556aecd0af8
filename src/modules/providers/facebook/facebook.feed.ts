import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../config/app-config.ts';
import { Clock } from '../../../kernel/clock.ts';
import { mediaKey, type MediaItem, type PostContent } from '../../../kernel/post-content.ts';
import { listAt, numberAt, textAt } from '../provider.json.ts';
import type { MediaFile } from '../../media/media-files.service.ts';
import { MetaApi } from '../meta.api.ts';
import { isMetaSuccess, metaFailure, metaSendFailure } from '../meta.failure.ts';
import { MetaRecentList } from '../meta.list.ts';
import { MetaMedia, naming } from '../meta.media.ts';
import { ProviderError, type ProviderFailure } from '../provider.errors.ts';
import type { HttpOutcome } from '../provider.http.ts';
import type {
  AccountAccess,
  PrepareProgress,
  PrepareResult,
  PublishResult,
  ReadBackResult,
  ResumeState,
  SentPost,
} from '../provider.port.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import { type Upload, uploadMissing } from '../provider.uploads.ts';
import { FacebookDrafts, type DraftRead } from './facebook.drafts.ts';
import { isOfVideo, recentFields, recentPostOf } from './facebook-posts.ts';

/** Meta refuses larger ones (1366046, "less than 4 MB"). developers.facebook.com/docs/graph-api/reference/page/photos */
const largestPhotoBytes = 4_000_000;

interface UploadedPhoto extends Upload {
  photoId: string;
}

/**
 * Texts, links and pictures on a Page: developers.facebook.com/docs/pages-api/posts.
 *
 * Photos are sent as bytes, not as addresses: we fetch them through our own guard, can say exactly which picture cannot be
 * had and why, and do not depend on Meta's fetcher, which some hosts turn away.
 */
@Injectable()
export class FacebookFeed {
  readonly #api: MetaApi;
  readonly #recent: MetaRecentList;
  readonly #media: MetaMedia;
  readonly #clock: Clock;
  readonly #drafts: FacebookDrafts;
  readonly #twoPhase: boolean;

  constructor(
    api: MetaApi,
    recent: MetaRecentList,
    media: MetaMedia,
    clock: Clock,
    drafts: FacebookDrafts,
    config: AppConfig,
  ) {
    this.#api = api;
    this.#recent = recent;
    this.#media = media;
    this.#clock = clock;
    this.#drafts = drafts;
    this.#twoPhase = config.facebook.twoPhase;
  }

  async prepare(
    access: AccountAccess,
    content: PostContent,
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    const draftId = textAt(progress.resume, 'draftId');
    if (draftId) return await this.#resumeDraft(access, content, { ...progress, draftId });
    const uploaded = await uploadMissing<UploadedPhoto>(content.media, {
      earlier: photosIn(progress.resume),
      now: this.#clock.now(),
      upload: (item) => this.#upload(access, content.media, item),
      stateOf: (photos) => ({ photos }),
      save: (resume) => progress.save(resume),
    });
    if (uploaded.status !== 'ready' || !this.#twoPhase) return uploaded;
    return await this.#makeDraft(access, { content, photos: uploaded.resume }, progress);
  }

  async publish(access: AccountAccess, content: PostContent, resume: ResumeState): Promise<PublishResult> {
    const draftId = textAt(resume, 'draftId');
    if (draftId) return await this.#drafts.publish(access, draftId);
    const outcome = await this.#api.call({
      method: 'POST',
      path: `${access.accountId}/feed`,
      token: access.accessToken,
      params: { ...feedParams(content, resume), fields: 'id,permalink_url' },
    });
    if (!isMetaSuccess(outcome))
      return { status: 'failed', failure: this.#failure(outcome, metaSendFailure) };
    const platformPostId = textAt(outcome.body, 'id');
    if (!platformPostId)
      return { status: 'failed', failure: unreadableAnswerFailure('FACEBOOK', outcome.status) };
    const permalink = textAt(outcome.body, 'permalink_url') ?? `https://www.facebook.com/${platformPostId}`;
    return { status: 'published', platformPostId, permalink };
  }

  /** A draft tells by itself whether it is live. The list is read too: an earlier send may have had none, or another one. */
  async readBack(access: AccountAccess, sent: SentPost): Promise<ReadBackResult> {
    const draftId = textAt(sent.resume, 'draftId');
    const own: DraftRead = draftId
      ? await this.#drafts.read(access, draftId, sent.content.content)
      : { status: 'read', draft: 'none', post: null };
    if (own.status === 'unreadable') return own;
    if (own.draft === 'live' && own.post) {
      // It may be older than the send: Facebook may count from the making of the draft.
      const publishedAt = new Date(Math.max(own.post.publishedAt.getTime(), sent.since.getTime()));
      return { status: 'read', posts: [{ ...own.post, publishedAt }], draft: 'live' };
    }
    const list = await this.#recent.since(access, {
      platform: 'FACEBOOK',
      path: `${access.accountId}/published_posts`,
      params: { fields: recentFields },
      subject: 'account',
      since: sent.since,
      isOurs: (entry) => !isOfVideo(entry),
      postOf: (entry) => recentPostOf(entry, sent.content.content),
    });
    return list.status === 'unreadable' ? list : { ...list, draft: own.draft };
  }

  async #makeDraft(
    access: AccountAccess,
    { content, photos }: { content: PostContent; photos: ResumeState },
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    // The photos belong to the draft from here on. If its id is lost, they must be uploaded anew for the next one.
    if (content.media.length > 0) await progress.save({});
    const made = await this.#drafts.make(access, feedParams(content, photos));
    if (made.status === 'failed') return made;
    const resume = { draftId: made.draftId };
    await progress.save(resume);
    return { status: 'ready', resume };
  }

  async #resumeDraft(
    access: AccountAccess,
    content: PostContent,
    progress: PrepareProgress & { draftId: string },
  ): Promise<PrepareResult> {
    const { draftId } = progress;
    const own = await this.#drafts.read(access, draftId, content.content);
    if (own.status === 'unreadable') return { status: 'failed', failure: own.failure };
    switch (own.draft) {
      case 'ready':
        return { status: 'ready', resume: { draftId } };
      case 'live':
        return { status: 'failed', failure: alreadyLive };
      case 'gone':
      case 'none':
        return await this.prepare(access, content, { ...progress, resume: {} });
    }
  }

  async #upload(access: AccountAccess, media: MediaItem[], item: MediaItem): Promise<UploadedPhoto> {
    return await naming({ media, index: media.indexOf(item) }, async () => {
      const wanted = { access, item, platform: 'FACEBOOK', largestBytes: largestPhotoBytes } as const;
      return await this.#media.usePicture(
        wanted,
        async (file) => await this.#uploadFile(access, { item, file }),
      );
    });
  }

  async #uploadFile(
    access: AccountAccess,
    { item, file }: { item: MediaItem; file: MediaFile },
  ): Promise<UploadedPhoto> {
    const outcome = await this.#api.call({
      method: 'POST',
      path: `${access.accountId}/photos`,
      token: access.accessToken,
      params: { published: 'false', ...(item.altText ? { alt_text_custom: item.altText } : {}) },
      file: { field: 'source', blob: await file.blob() },
    });
    if (!isMetaSuccess(outcome)) throw new ProviderError(this.#failure(outcome));
    const photoId = textAt(outcome.body, 'id');
    if (!photoId) throw new ProviderError(unreadableAnswerFailure('FACEBOOK', outcome.status));
    return { key: mediaKey(item), photoId, uploadedAt: this.#clock.now().getTime() };
  }

  #failure(outcome: HttpOutcome, judge = metaFailure): ProviderFailure {
    return judge(outcome, { platform: 'FACEBOOK', now: this.#clock.now(), subject: 'account' });
  }
}

const alreadyLive: ProviderFailure = {
  meaning: 'duplicate',
  code: 'FACEBOOK_ALREADY_PUBLISHED',
  message: 'Facebook says that this post is published already. Look at the Page.',
  who: 'author',
};

function feedParams({ content, options }: PostContent, resume: ResumeState): Record<string, string> {
  const photos = photosIn(resume).map(({ photoId }) => ({ media_fbid: photoId }));
  return {
    ...(content ? { message: content } : {}),
    ...(options.link ? { link: options.link } : {}),
    ...(photos.length > 0 ? { attached_media: JSON.stringify(photos) } : {}),
  };
}

function photosIn(resume: ResumeState): UploadedPhoto[] {
  return listAt(resume, 'photos').flatMap((entry) => {
    const key = textAt(entry, 'key');
    const photoId = textAt(entry, 'photoId');
    return key && photoId ? [{ key, photoId, uploadedAt: numberAt(entry, 'uploadedAt') ?? 0 }] : [];
  });
}
