import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.ts';
import { mediaKey, type MediaItem, type PostContent } from '../../../kernel/post-content.ts';
import type { MediaFile } from '../../media/media-files.service.ts';
import { MetaApi } from '../meta.api.ts';
import { isMetaSuccess, mayCallAgain, metaFailure, metaSendFailure } from '../meta.failure.ts';
import { MetaMedia } from '../meta.media.ts';
import { ProviderError, type ProviderFailure } from '../provider.errors.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import type { HttpOutcome } from '../provider.http.ts';
import { textAt, valueAt } from '../provider.json.ts';
import type {
  AccountAccess,
  PrepareProgress,
  PrepareResult,
  PublishResult,
  ReadBackResult,
  ResumeState,
  SentPost,
} from '../provider.port.ts';
import { isOfPictures } from './facebook-posts.ts';
import {
  isUsable,
  listedVideoFields,
  listedVideoOf,
  offsetsIn,
  type VideoUpload,
  videoUploadIn,
} from './facebook-videos.ts';
import { FacebookVideoStatus, judgeWhole } from './facebook.video-status.ts';

/** Facebook may ask for much more at once; one call must end within its deadline. */
const largestChunkBytes = 4 * 1024 * 1024;
/** A crash sends at most this many chunks again; Facebook says where to go on if it has them. */
const chunksPerSave = 4;
/** Troubles in a row at the same place, before the rest is left to a later try. */
const mostTroubles = 3;

/**
 * Videos in chunks: developers.facebook.com/docs/video-api/guides/publishing, "Upload large videos". `start` gives the video its
 * id, `transfer` fills it, both unseen; `finish` is the call that publishes, and can only publish that one video. A process that
 * is asked to stop lets go after the part that is on its way; the next worker goes on from there at once.
 */
@Injectable()
export class FacebookVideos implements OnModuleDestroy {
  #isStopping = false;

  constructor(
    private readonly api: MetaApi,
    private readonly media: MetaMedia,
    private readonly status: FacebookVideoStatus,
    private readonly clock: Clock,
  ) {}

  /** Comes before the hook in which the worker waits for what it has in hand. */
  onModuleDestroy(): void {
    this.#isStopping = true;
  }

  /** Throws ProviderError. */
  async prepare(access: AccountAccess, item: MediaItem, progress: PrepareProgress): Promise<PrepareResult> {
    const earlier = videoUploadIn(progress.resume);
    const kept = earlier && isUsable(earlier, item, this.clock.now()) ? earlier : null;
    if (kept && isWhole(kept)) {
      const look = await this.status.look(access, kept.videoId);
      const ageMs = this.clock.now().getTime() - kept.startedAt;
      const judged = judgeWhole(look, { resume: progress.resume, ageMs });
      if (judged) return judged;
    }
    const goesOn = kept && !isWhole(kept) ? kept : null;
    return await this.media.use({ access, item, platform: 'FACEBOOK' }, async (file) => {
      const upload =
        goesOn?.bytes === file.bytes ? goesOn : await this.#start(access, { item, file }, progress);
      return await this.#transfer(access, { file, upload }, progress);
    });
  }

  /** The visible call. */
  async publish(
    access: AccountAccess,
    { content, options }: PostContent,
    resume: ResumeState,
  ): Promise<PublishResult> {
    const upload = videoUploadIn(resume);
    if (!upload) throw new Error('A Facebook video was to be published before it was prepared.');
    const outcome = await this.#call(access, {
      upload_phase: 'finish',
      upload_session_id: upload.sessionId,
      ...(content ? { description: content } : {}),
      ...(options.title ? { title: options.title } : {}),
    });
    if (!isMetaSuccess(outcome))
      return { status: 'failed', failure: this.#failure(outcome, metaSendFailure) };
    return await this.status.afterFinish(access, upload.videoId);
  }

  async readBack(access: AccountAccess, sent: SentPost): Promise<ReadBackResult> {
    return await this.status.readBack(
      access,
      { ...sent, videoId: videoUploadIn(sent.resume)?.videoId },
      {
        path: `${access.accountId}/published_posts`,
        params: { fields: listedVideoFields },
        isOurs: (entry) => !isOfPictures(entry),
        postOf: (entry) => listedVideoOf(entry, sent.content.content),
      },
    );
  }

  async #start(
    access: AccountAccess,
    { item, file }: { item: MediaItem; file: MediaFile },
    progress: PrepareProgress,
  ): Promise<VideoUpload> {
    const outcome = await this.#call(access, { upload_phase: 'start', file_size: String(file.bytes) });
    if (!isMetaSuccess(outcome)) throw new ProviderError(this.#failure(outcome));
    const [videoId, sessionId] = [
      textAt(outcome.body, 'video_id'),
      textAt(outcome.body, 'upload_session_id'),
    ];
    const offsets = offsetsIn(outcome.body);
    if (!videoId || !sessionId || !offsets)
      throw new ProviderError(unreadableAnswerFailure('FACEBOOK', outcome.status));
    const startedAt = this.clock.now().getTime();
    const upload = { key: mediaKey(item), videoId, sessionId, bytes: file.bytes, startedAt, ...offsets };
    await progress.save({ video: upload });
    return upload;
  }

  async #transfer(
    access: AccountAccess,
    { file, upload }: { file: MediaFile; upload: VideoUpload },
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    let at = upload;
    let [troubles, unsaved] = [0, 0];
    while (!isWhole(at)) {
      const { next, failure } = await this.#sendChunk(access, file, at);
      const isProgress = next !== null && next.start > at.start;
      troubles = isProgress ? 0 : troubles + 1;
      if (troubles >= mostTroubles || !(next || mayCallAgain(failure)))
        return await this.#giveUp(at, failure, progress);
      at = { ...at, ...next };
      unsaved = isProgress ? unsaved + 1 : unsaved;
      if (unsaved >= chunksPerSave || isWhole(at) || this.#isStopping) {
        await progress.save({ video: at });
        unsaved = 0;
      }
      if (this.#isStopping) break;
    }
    const resume = { video: at };
    return isWhole(at) ? { status: 'ready', resume } : { status: 'waiting', resume, seconds: 0 };
  }

  /** What Facebook wants next, also where it says so in a refusal: then it has another part of the file than we thought. */
  async #sendChunk(
    access: AccountAccess,
    file: MediaFile,
    { sessionId, start, end, bytes }: VideoUpload,
  ): Promise<{ next: { start: number; end: number } | null; failure: ProviderFailure }> {
    const chunk = await file.read(start, Math.min(end, start + largestChunkBytes));
    const outcome = await this.#call(
      access,
      { upload_phase: 'transfer', upload_session_id: sessionId, start_offset: String(start) },
      chunk,
    );
    const answer = outcome.kind === 'answer' ? outcome.body : undefined;
    const next = isMetaSuccess(outcome)
      ? offsetsIn(answer)
      : offsetsIn(valueAt(answer, 'error', 'error_data'), bytes);
    return { next, failure: this.#failure(outcome) };
  }

  /** Where it stopped is kept, unless Facebook does not know the upload any more. */
  async #giveUp(
    at: VideoUpload,
    failure: ProviderFailure,
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    const isLost = failure.meaning === 'configuration' || failure.meaning === 'gone';
    await progress.save(isLost ? {} : { video: at });
    return { status: 'failed', failure: isLost ? uploadLost : failure };
  }

  #call(access: AccountAccess, params: Record<string, string>, chunk?: Buffer): Promise<HttpOutcome> {
    return this.api.call({
      method: 'POST',
      host: 'graph-video',
      path: `${access.accountId}/videos`,
      token: access.accessToken,
      params,
      ...(chunk && { chunk: { field: 'video_file_chunk', bytes: chunk } }),
    });
  }

  #failure(outcome: HttpOutcome, judge = metaFailure): ProviderFailure {
    return judge(outcome, { platform: 'FACEBOOK', now: this.clock.now(), subject: 'account' });
  }
}

function isWhole({ start, end }: VideoUpload): boolean {
  return start >= end;
}

const uploadLost: ProviderFailure = {
  meaning: 'unavailable',
  code: 'FACEBOOK_UPLOAD_LOST',
  message: 'Facebook has dropped the part of the video that it had. The service uploads it anew.',
  who: 'wait',
};
