import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.ts';
import type { PostContent } from '../../../kernel/post-content.ts';
import { numberAt, textAt } from '../provider.json.ts';
import { MetaApi } from '../meta.api.ts';
import { containerFailure, isMetaSuccess, type MetaContext, metaFailure } from '../meta.failure.ts';
import { MetaRecentList } from '../meta.list.ts';
import type { ProviderFailure } from '../provider.errors.ts';
import type { HttpOutcome } from '../provider.http.ts';
import type {
  AccountAccess,
  DraftState,
  PrepareProgress,
  PrepareResult,
  PublishClass,
  PublishingPort,
  PublishResult,
  ReadBackResult,
  RemoveResult,
  ResumeState,
  SentPost,
} from '../provider.port.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import { instagramProblems } from './instagram-content.ts';
import { draftStateOf, recentFields, recentPostOf } from './instagram-posts.ts';

/** Instagram drops a container after 24 hours; one that nears it is made anew. */
const containerLifeMs = 23 * 3_600_000;
/** Pictures are ready within seconds; a container that works longer than this will not come to an end. */
const longestWorkMs = 15 * 60_000;

interface Container {
  containerId: string;
  createdAt: number;
}

type DraftReading =
  { status: 'read'; draft: DraftState } | { status: 'unreadable'; failure: ProviderFailure };

/**
 * Container first, then media_publish of the same container:
 * developers.facebook.com/docs/instagram-platform/content-publishing.
 */
@Injectable()
export class InstagramPublishing implements PublishingPort {
  readonly check = instagramProblems;
  readonly #api: MetaApi;
  readonly #recent: MetaRecentList;
  readonly #clock: Clock;

  constructor(api: MetaApi, recent: MetaRecentList, clock: Clock) {
    this.#api = api;
    this.#recent = recent;
    this.#clock = clock;
  }

  publishClass(): PublishClass {
    return 'two-phase';
  }

  async prepare(
    access: AccountAccess,
    content: PostContent,
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    const kept = containerIn(progress.resume);
    if (!kept || this.#ageMs(kept) > containerLifeMs) return this.#startContainer(access, content, progress);
    const outcome = await this.#readContainer(access, kept);
    if (!isMetaSuccess(outcome)) {
      const failure = this.#failure(outcome, 'post');
      return failure.meaning === 'gone'
        ? this.#startContainer(access, content, progress)
        : { status: 'failed', failure };
    }
    if (textAt(outcome.body, 'status_code') === 'EXPIRED')
      return this.#startContainer(access, content, progress);
    return this.#judge(kept, outcome.body, progress);
  }

  async publish(access: AccountAccess, _content: PostContent, resume: ResumeState): Promise<PublishResult> {
    const container = containerIn(resume);
    if (!container) throw new Error('An Instagram post was to be published before it was prepared.');
    const outcome = await this.#api.call({
      method: 'POST',
      path: `${access.accountId}/media_publish`,
      token: access.accessToken,
      params: { creation_id: container.containerId },
    });
    if (!isMetaSuccess(outcome)) return { status: 'failed', failure: this.#failure(outcome, 'account') };
    const platformPostId = textAt(outcome.body, 'id');
    if (!platformPostId)
      return { status: 'failed', failure: unreadableAnswerFailure('INSTAGRAM', outcome.status) };
    return { status: 'published', platformPostId, permalink: await this.#permalink(access, platformPostId) };
  }

  async readBack(access: AccountAccess, sent: SentPost): Promise<ReadBackResult> {
    const reading = await this.#readDraft(access, sent.resume);
    if (reading.status === 'unreadable') return reading;
    const list = await this.#recent.since(access, {
      platform: 'INSTAGRAM',
      edge: 'media',
      fields: recentFields,
      since: sent.since,
      postOf: (entry) => recentPostOf(entry, sent.content.content),
    });
    return list.status === 'unreadable' ? list : { ...list, draft: reading.draft };
  }

  /** Needs the permission instagram_manage_contents; some kinds cannot be deleted by API. */
  async remove(access: AccountAccess, { platformPostId }: { platformPostId: string }): Promise<RemoveResult> {
    const outcome = await this.#api.call({
      method: 'DELETE',
      path: platformPostId,
      token: access.accessToken,
    });
    if (isMetaSuccess(outcome)) return { status: 'removed' };
    const failure = this.#failure(outcome, 'post');
    return failure.meaning === 'gone' ? { status: 'gone' } : { status: 'failed', failure };
  }

  async #startContainer(
    access: AccountAccess,
    { content, media }: PostContent,
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    const [image] = media;
    if (!image) throw new Error('An Instagram post without a picture passed the check.');
    const outcome = await this.#api.call({
      method: 'POST',
      path: `${access.accountId}/media`,
      token: access.accessToken,
      params: {
        image_url: image.url ?? '',
        ...(content ? { caption: content } : {}),
        ...(image.altText ? { alt_text: image.altText } : {}),
      },
    });
    if (!isMetaSuccess(outcome)) return { status: 'failed', failure: this.#failure(outcome, 'account') };
    const containerId = textAt(outcome.body, 'id');
    if (!containerId)
      return { status: 'failed', failure: unreadableAnswerFailure('INSTAGRAM', outcome.status) };
    const container: Container = { containerId, createdAt: this.#clock.now().getTime() };
    await progress.save({ ...container });
    const state = await this.#readContainer(access, container);
    if (!isMetaSuccess(state)) return this.#waiting(container);
    return this.#judge(container, state.body, progress);
  }

  /** What to do with a container in this state; EXPIRED is the caller's, who makes a new one. */
  async #judge(container: Container, body: unknown, progress: PrepareProgress): Promise<PrepareResult> {
    switch (textAt(body, 'status_code') ?? '') {
      case 'FINISHED':
        return { status: 'ready', resume: { ...container } };
      case 'PUBLISHED':
        return { status: 'failed', failure: alreadyLive };
      case 'ERROR': {
        // A container in ERROR never recovers, so the next try must not find it.
        await progress.save({});
        return {
          status: 'failed',
          failure: containerFailure(textAt(body, 'status') ?? '', this.#context('post')),
        };
      }
      default:
        return this.#ageMs(container) > longestWorkMs ? this.#giveUp(progress) : this.#waiting(container);
    }
  }

  async #giveUp(progress: PrepareProgress): Promise<PrepareResult> {
    await progress.save({});
    return { status: 'failed', failure: neverReady };
  }

  #waiting(container: Container): PrepareResult {
    const seconds = this.#ageMs(container) < 60_000 ? 5 : 60;
    return { status: 'waiting', resume: { ...container }, seconds };
  }

  async #readDraft(access: AccountAccess, resume: ResumeState): Promise<DraftReading> {
    const container = containerIn(resume);
    if (!container) return { status: 'read', draft: 'none' };
    const outcome = await this.#readContainer(access, container);
    if (!isMetaSuccess(outcome)) {
      const failure = this.#failure(outcome, 'post');
      return failure.meaning === 'gone'
        ? { status: 'read', draft: 'gone' }
        : { status: 'unreadable', failure };
    }
    const draft = draftStateOf(textAt(outcome.body, 'status_code'));
    return draft === 'unreadable'
      ? { status: 'unreadable', failure: unreadableAnswerFailure('INSTAGRAM', outcome.status) }
      : { status: 'read', draft };
  }

  #readContainer(access: AccountAccess, { containerId }: Container): Promise<HttpOutcome> {
    return this.#api.call({
      method: 'GET',
      path: containerId,
      token: access.accessToken,
      params: { fields: 'status_code,status' },
    });
  }

  /** Null when it cannot be read: the post is live all the same. */
  async #permalink(access: AccountAccess, mediaId: string): Promise<string | null> {
    const outcome = await this.#api.call({
      method: 'GET',
      path: mediaId,
      token: access.accessToken,
      params: { fields: 'permalink' },
    });
    return isMetaSuccess(outcome) ? (textAt(outcome.body, 'permalink') ?? null) : null;
  }

  #ageMs(container: Container): number {
    return this.#clock.now().getTime() - container.createdAt;
  }

  #context(subject: MetaContext['subject']): MetaContext {
    return { platform: 'INSTAGRAM', now: this.#clock.now(), subject };
  }

  #failure(outcome: HttpOutcome, subject: MetaContext['subject']): ProviderFailure {
    return metaFailure(outcome, this.#context(subject));
  }
}

const alreadyLive: ProviderFailure = {
  meaning: 'duplicate',
  code: 'INSTAGRAM_ALREADY_PUBLISHED',
  message: 'Instagram says that this post is published already. Look at the account.',
  who: 'author',
};

const neverReady: ProviderFailure = {
  meaning: 'unavailable',
  code: 'INSTAGRAM_NEVER_READY',
  message: 'Instagram worked on the picture for too long. The service tries again by itself.',
  who: 'wait',
};

function containerIn(resume: ResumeState): Container | null {
  const containerId = textAt(resume, 'containerId');
  const createdAt = numberAt(resume, 'createdAt');
  return containerId && createdAt !== undefined ? { containerId, createdAt } : null;
}
