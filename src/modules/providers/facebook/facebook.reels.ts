import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.ts';
import { mediaKey, type MediaItem, type PostContent } from '../../../kernel/post-content.ts';
import { MetaApi } from '../meta.api.ts';
import { isMetaSuccess, metaFailure, metaSendFailure } from '../meta.failure.ts';
import { MetaMedia } from '../meta.media.ts';
import { ProviderError, type ProviderFailure } from '../provider.errors.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import type { HttpOutcome } from '../provider.http.ts';
import { textAt } from '../provider.json.ts';
import type {
  AccountAccess,
  PrepareProgress,
  PrepareResult,
  PublishResult,
  ReadBackResult,
  ResumeState,
  SentPost,
} from '../provider.port.ts';
import {
  isUsable,
  listedReelFields,
  listedReelOf,
  type ReelUpload,
  reelUploadIn,
} from './facebook-videos.ts';
import { FacebookVideoStatus, judgeWhole } from './facebook.video-status.ts';

const lookAgainSeconds = 10;
/** Meta fetches a file within minutes; one that takes longer than this does not come. */
const longestFetchMs = 15 * 60_000;
const mostFetches = 3;

/**
 * Reels: developers.facebook.com/docs/video-api/guides/reels-publishing. Meta fetches the file by itself, so nothing has to be held
 * open while it comes; `finish` is the call that publishes, and can only publish the one video that `start` gave an id.
 */
@Injectable()
export class FacebookReels {
  constructor(
    private readonly api: MetaApi,
    private readonly media: MetaMedia,
    private readonly status: FacebookVideoStatus,
    private readonly clock: Clock,
  ) {}

  /** Throws ProviderError. */
  async prepare(access: AccountAccess, item: MediaItem, progress: PrepareProgress): Promise<PrepareResult> {
    const earlier = reelUploadIn(progress.resume);
    const kept = earlier && isUsable(earlier, item, this.clock.now()) ? earlier : null;
    const reel = kept ?? (await this.#start(access, { item, misses: earlier?.misses ?? 0 }, progress));
    const asked = reel.asked ? reel : await this.#ask(access, { item, reel }, progress);
    return await this.#judge(access, asked, progress);
  }

  /** The visible call. */
  async publish(
    access: AccountAccess,
    { content, options }: PostContent,
    resume: ResumeState,
  ): Promise<PublishResult> {
    const reel = reelUploadIn(resume);
    if (!reel) throw new Error('A reel was to be published before it was prepared.');
    const outcome = await this.#call(access, {
      upload_phase: 'finish',
      video_id: reel.videoId,
      video_state: 'PUBLISHED',
      ...(content ? { description: content } : {}),
      ...(options.title ? { title: options.title } : {}),
    });
    if (!isMetaSuccess(outcome))
      return { status: 'failed', failure: this.#failure(outcome, metaSendFailure) };
    return await this.status.afterFinish(access, reel.videoId);
  }

  /** Reels do not stand among the Page's posts. */
  async readBack(access: AccountAccess, sent: SentPost): Promise<ReadBackResult> {
    return await this.status.readBack(
      access,
      { ...sent, videoId: reelUploadIn(sent.resume)?.videoId },
      {
        path: `${access.accountId}/video_reels`,
        params: { fields: listedReelFields },
        postOf: (entry) => listedReelOf(entry, sent.content.content),
      },
    );
  }

  async #start(
    access: AccountAccess,
    { item, misses }: { item: MediaItem; misses: number },
    progress: PrepareProgress,
  ): Promise<ReelUpload> {
    const outcome = await this.#call(access, { upload_phase: 'start' });
    if (!isMetaSuccess(outcome)) throw new ProviderError(this.#failure(outcome));
    const videoId = textAt(outcome.body, 'video_id');
    if (!videoId) throw new ProviderError(unreadableAnswerFailure('FACEBOOK', outcome.status));
    const startedAt = this.clock.now().getTime();
    const reel = { key: mediaKey(item), videoId, startedAt, asked: false, misses };
    await progress.save({ reel });
    return reel;
  }

  async #ask(
    access: AccountAccess,
    { item, reel }: { item: MediaItem; reel: ReelUpload },
    progress: PrepareProgress,
  ): Promise<ReelUpload> {
    const fileUrl = await this.media.address({ access, item, platform: 'FACEBOOK' }, 'as-is');
    const outcome = await this.api.fetchReel(access.accessToken, { videoId: reel.videoId, fileUrl });
    if (!isMetaSuccess(outcome)) throw new ProviderError(this.#failure(outcome));
    const asked = { ...reel, asked: true };
    await progress.save({ reel: asked });
    return asked;
  }

  async #judge(access: AccountAccess, reel: ReelUpload, progress: PrepareProgress): Promise<PrepareResult> {
    const look = await this.status.look(access, reel.videoId);
    if (look.status === 'unreadable') return { status: 'failed', failure: look.failure };
    const ageMs = this.clock.now().getTime() - reel.startedAt;
    if (look.state === 'uploading' && ageMs < longestFetchMs)
      return { status: 'waiting', resume: { reel }, seconds: lookAgainSeconds };
    if (look.state === 'uploading' || look.state === 'unfetched') return await this.#missed(reel, progress);
    const judged = judgeWhole(look, { resume: { reel }, ageMs });
    if (judged) return judged;
    await progress.save({});
    return { status: 'failed', failure: reelLost };
  }

  /** The next try starts a video of its own; the count of misses goes along. */
  async #missed(reel: ReelUpload, progress: PrepareProgress): Promise<PrepareResult> {
    const misses = reel.misses + 1;
    await progress.save({ reel: { ...reel, startedAt: 0, misses } });
    return { status: 'failed', failure: misses < mostFetches ? notFetched : neverFetched };
  }

  #call(access: AccountAccess, params: Record<string, string>): Promise<HttpOutcome> {
    const path = `${access.accountId}/video_reels`;
    return this.api.call({ method: 'POST', path, token: access.accessToken, params });
  }

  #failure(outcome: HttpOutcome, judge = metaFailure): ProviderFailure {
    return judge(outcome, { platform: 'FACEBOOK', now: this.clock.now(), subject: 'account' });
  }
}

const notFetched: ProviderFailure = {
  meaning: 'unavailable',
  code: 'FACEBOOK_MEDIA_NOT_FETCHED',
  message: 'Facebook could not fetch the video. The service tries again by itself.',
  who: 'wait',
};

const neverFetched: ProviderFailure = {
  meaning: 'content',
  code: 'FACEBOOK_MEDIA_NOT_FETCHED',
  message:
    'Facebook tried three times and could not fetch the video. Check that its address opens without a login, or upload the file.',
  who: 'author',
};

const reelLost: ProviderFailure = {
  meaning: 'unavailable',
  code: 'FACEBOOK_UPLOAD_LOST',
  message: 'Facebook has dropped the prepared reel. The service prepares it anew.',
  who: 'wait',
};
