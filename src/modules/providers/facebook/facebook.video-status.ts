import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.ts';
import { MetaApi } from '../meta.api.ts';
import { isMetaSuccess, metaFailure, videoFailure, type MetaContext } from '../meta.failure.ts';
import { MetaRecentList, type RecentWanted } from '../meta.list.ts';
import type { ProviderFailure } from '../provider.errors.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import { momentAt } from '../provider.json.ts';
import type {
  AccountAccess,
  DraftState,
  PrepareResult,
  PublishResult,
  ReadBackResult,
  ResumeState,
  SentPost,
} from '../provider.port.ts';
import {
  videoErrorIn,
  videoFields,
  videoPermalink,
  videoStateOf,
  type VideoState,
} from './facebook-videos.ts';

export type VideoLook =
  | {
      status: 'read';
      state: VideoState;
      permalink: string;
      publishedAt: Date | null;
      failure: ProviderFailure;
    }
  | { status: 'unreadable'; failure: ProviderFailure };

/** Facebook works on a video for this long before we look again, in seconds. */
const workSeconds = 15;
/** A film of hours takes longer than anybody waits for one answer; from here on it counts as accepted, under its own id. */
const longestWatchMs = 25 * 60_000;
/** Before it is shown: one that Facebook had for so long and still works on is stuck. Nobody must wait behind it all that time. */
const longestWorkMs = 2 * 3_600_000;

/**
 * What became of a video that Facebook gave an id. The id exists before anything is visible and `finish` publishes that very video,
 * so asking for it tells what no list can: whether it is live, may be published again, or will never be.
 */
@Injectable()
export class FacebookVideoStatus {
  readonly #api: MetaApi;
  readonly #recent: MetaRecentList;
  readonly #clock: Clock;

  constructor(api: MetaApi, recent: MetaRecentList, clock: Clock) {
    this.#api = api;
    this.#recent = recent;
    this.#clock = clock;
  }

  async look(access: AccountAccess, videoId: string): Promise<VideoLook> {
    const outcome = await this.#api.call({
      method: 'GET',
      path: videoId,
      token: access.accessToken,
      params: { fields: videoFields },
    });
    if (!isMetaSuccess(outcome)) {
      const failure = metaFailure(outcome, this.#context('post'));
      return failure.meaning === 'gone' ? { ...nothing, failure } : { status: 'unreadable', failure };
    }
    const { body } = outcome;
    const state = videoStateOf(body);
    if (!state) return { status: 'unreadable', failure: unreadableAnswerFailure('FACEBOOK', outcome.status) };
    const failure = videoFailure(videoErrorIn(body), this.#context('post'));
    const publishedAt = momentAt(body, 'created_time') ?? null;
    return { status: 'read', state, permalink: videoPermalink(body, videoId), publishedAt, failure };
  }

  /** After `finish` was accepted. What is still being worked on may yet fail, so it is not called published. */
  async afterFinish(access: AccountAccess, videoId: string): Promise<PublishResult> {
    const look = await this.look(access, videoId);
    return look.status === 'read' && look.state === 'live'
      ? { status: 'published', platformPostId: videoId, permalink: look.permalink }
      : { status: 'failed', failure: stillWorking };
  }

  /** The video we know first; the list only where it is not live, for an earlier send may have had another one. */
  async readBack(
    access: AccountAccess,
    sent: SentPost & { videoId: string | undefined },
    list: Pick<RecentWanted, 'path' | 'params' | 'isOurs' | 'postOf'>,
  ): Promise<ReadBackResult> {
    const look = sent.videoId === undefined ? null : await this.look(access, sent.videoId);
    if (look?.status === 'unreadable') return look;
    const isLong = this.#clock.now().getTime() - sent.since.getTime() > longestWatchMs;
    if (look?.state === 'working' && !isLong) return { status: 'read', posts: [], draft: 'live' };
    if (look?.state === 'live' || look?.state === 'working') return liveAs(sent, look);
    const found = await this.#recent.since(access, {
      ...list,
      platform: 'FACEBOOK',
      since: sent.since,
      subject: 'account',
    });
    return found.status === 'read' ? { ...found, draft: draftOf(look?.state) } : found;
  }

  #context(subject: MetaContext['subject']): MetaContext {
    return { platform: 'FACEBOOK', now: this.#clock.now(), subject };
  }
}

/** Whether a video whose file is whole may be published; null: it must be uploaded anew. `ageMs`: since it was begun. */
export function judgeWhole(
  look: VideoLook,
  { resume, ageMs }: { resume: ResumeState; ageMs: number },
): PrepareResult | null {
  if (look.status === 'unreadable') return { status: 'failed', failure: look.failure };
  switch (look.state) {
    case 'ready':
      return { status: 'ready', resume };
    case 'working':
      return ageMs < longestWorkMs
        ? { status: 'waiting', resume, seconds: workSeconds }
        : { status: 'failed', failure: neverReady };
    case 'live':
      return { status: 'failed', failure: videoAlreadyLive };
    case 'broken':
      return { status: 'failed', failure: look.failure };
    case 'uploading':
    case 'unfetched':
    case 'gone':
      return null;
  }
}

/** It is ours by its id, so what Facebook made of the words does not matter. */
function liveAs(
  sent: SentPost & { videoId: string | undefined },
  look: Extract<VideoLook, { status: 'read' }>,
): ReadBackResult {
  // Facebook may count from the start of the upload, which lies before the send.
  const publishedAt = new Date(Math.max(look.publishedAt?.getTime() ?? 0, sent.since.getTime()));
  const { content, media } = sent.content;
  const { permalink } = look;
  const post = {
    platformPostId: sent.videoId ?? '',
    permalink,
    text: content,
    mediaCount: media.length,
    publishedAt,
  };
  return { status: 'read', posts: [post], draft: 'live' };
}

function draftOf(state: VideoState | undefined): DraftState {
  if (state === undefined) return 'none';
  return state === 'ready' || state === 'uploading' ? 'ready' : 'gone';
}

const videoAlreadyLive: ProviderFailure = {
  meaning: 'duplicate',
  code: 'FACEBOOK_ALREADY_PUBLISHED',
  message: 'Facebook says that this video is published already. Look at the Page.',
  who: 'author',
};

/** The video is kept: it may come to its end before the next try, and an earlier send may have shown it. */
const neverReady: ProviderFailure = {
  meaning: 'unavailable',
  code: 'FACEBOOK_VIDEO_NEVER_READY',
  message:
    'Facebook has been working on the video for two hours without an end. The service looks again later.',
  who: 'wait',
};

const stillWorking: ProviderFailure = {
  meaning: 'unknown',
  code: 'FACEBOOK_VIDEO_PROCESSING',
  message: 'Facebook has taken the video and is still working on it. The service looks until it is live.',
  who: 'wait',
};

const nothing = { status: 'read', state: 'gone', permalink: '', publishedAt: null } as const;
