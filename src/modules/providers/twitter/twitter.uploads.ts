import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.ts';
import { mediaKey, type MediaItem } from '../../../kernel/post-content.ts';
import { MediaError, MediaFilesService, type MediaFile } from '../../media/media-files.service.ts';
import { ProviderError, type ProviderFailure } from '../provider.errors.ts';
import type { AccountAccess, PrepareProgress, PrepareResult } from '../provider.port.ts';
import { mediaFailure, requireTakenByTwitter } from './twitter-media-rules.ts';
import {
  categoryOf,
  segmentBytes,
  segmentCount,
  stateOf,
  uploadsIn,
  usableUpload,
  type TwitterUpload,
} from './twitter-upload-state.ts';
import { TwitterMedia, type MediaState } from './twitter.media.ts';

/** Pieces between two notes of how far an upload is; a crash repeats this many at most, and all the same ones. */
const noteEvery = 8;
const mostRenewals = 1;
/** What all of X's examples say. */
const usualLifeMs = 24 * 3_600_000;
/** X says `check_after_secs` of seconds; one that is not through after this long is stuck. */
const longestProcessingMs = 3_600_000;

/** `upload` is as far as it can go now; it goes on after `pauseSeconds`, or is done where that is null. */
interface Progressed {
  upload: TwitterUpload;
  pauseSeconds: number | null;
}

/** One item of a post and its place in what is stored. */
interface Place {
  access: AccountAccess;
  item: MediaItem;
  save(upload: TwitterUpload): Promise<void>;
}

/**
 * Brings the pictures and videos of a post to X, a step after the other, each noted before the next, so that a crash repeats a few
 * pieces at most. While X processes a file the attempt waits outside any worker's hands. An upload itself stays with its worker,
 * which renews its lease, however many minutes it takes: whoever took it up in between would have to fetch the file again. Only a
 * process that is asked to stop lets go of it, after the piece that is on its way; the next worker goes on from there at once.
 */
@Injectable()
export class TwitterUploads implements OnModuleDestroy {
  readonly #media: TwitterMedia;
  readonly #files: MediaFilesService;
  readonly #clock: Clock;
  #isStopping = false;

  constructor(media: TwitterMedia, files: MediaFilesService, clock: Clock) {
    this.#media = media;
    this.#files = files;
    this.#clock = clock;
  }

  /** Comes before the hook in which the worker waits for what it has in hand. */
  onModuleDestroy(): void {
    this.#isStopping = true;
  }

  async prepare(
    access: AccountAccess,
    media: MediaItem[],
    progress: PrepareProgress,
  ): Promise<PrepareResult> {
    if (media.length === 0) return { status: 'ready', resume: {} };
    const earlier = uploadsIn(progress.resume);
    const uploads = media.map((item, index) => usableUpload(earlier[index], item, this.#clock.now()));
    try {
      for (const [index, item] of media.entries()) {
        const save = async (upload: TwitterUpload) => {
          uploads[index] = upload;
          await progress.save(stateOf(uploads));
        };
        const { pauseSeconds } = await this.#bring({ access, item, save }, uploads[index]);
        if (pauseSeconds !== null)
          return { status: 'waiting', resume: stateOf(uploads), seconds: pauseSeconds };
      }
    } catch (error) {
      if (error instanceof MediaError) return { status: 'failed', failure: mediaFailure(error) };
      if (error instanceof ProviderError) return { status: 'failed', failure: error.failure };
      throw error;
    }
    return { status: 'ready', resume: stateOf(uploads) };
  }

  /** What X has lost is begun anew once. */
  async #bring(place: Place, begun: TwitterUpload | undefined): Promise<Progressed> {
    let last = begun;
    const noting: Place = {
      ...place,
      save: async (upload) => {
        last = upload;
        await place.save(upload);
      },
    };
    try {
      return await this.#advance(noting, begun);
    } catch (error) {
      if (!(error instanceof ProviderError) || !last || !mayBeLost(error.failure)) throw error;
      if (last.renewals < mostRenewals)
        return await this.#bring(place, { ...last, stage: 'lost', renewals: last.renewals + 1 });
      // The next try of the post must not stumble over it again.
      await place.save({ ...last, stage: 'lost', renewals: 0 });
      throw new ProviderError(afterRenewal(error.failure));
    }
  }

  async #advance(place: Place, begun: TwitterUpload | undefined): Promise<Progressed> {
    switch (begun?.stage) {
      case undefined:
      case 'lost':
        return await this.#lend(place, (file) => this.#begin(place, file, begun?.renewals ?? 0));
      case 'appending':
        return await this.#lend(place, (file) =>
          file.bytes === begun.bytes ? this.#append(place, file, begun) : this.#begin(place, file, 0),
        );
      case 'processing':
        return await this.#arrived(place, begun, await this.#media.status(place.access, begun.mediaId));
      case 'done':
        return await this.#describe(place, begun);
    }
  }

  async #lend(place: Place, work: (file: MediaFile) => Promise<Progressed>): Promise<Progressed> {
    return await this.#files.use(place.access.tenantId, place.item, work);
  }

  /** A small picture goes up whole; everything else in pieces. */
  async #begin(place: Place, file: MediaFile, renewals: number): Promise<Progressed> {
    const { access, item } = place;
    const category = categoryOf(file.mimeType, item.file?.frames);
    requireTakenByTwitter(file, category);
    const isSmall = category === 'tweet_image' && file.bytes <= segmentBytes;
    const state = isSmall
      ? await this.#media.uploadWhole(access, category, await file.blob())
      : await this.#media.initialize(access, { ...facts(file), category });
    const upload: TwitterUpload = {
      key: mediaKey(item),
      bytes: file.bytes,
      category,
      mediaId: state.mediaId,
      expiresAt: state.expiresAt ?? this.#clock.in(usualLifeMs).getTime(),
      stage: 'appending',
      segments: isSmall ? 1 : 0,
      processingSince: 0,
      isDescribed: false,
      renewals,
    };
    if (isSmall) return await this.#arrived(place, upload, state);
    await place.save(upload);
    return await this.#append(place, file, upload);
  }

  async #append(place: Place, file: MediaFile, begun: TwitterUpload): Promise<Progressed> {
    const { access } = place;
    const total = segmentCount(file.bytes);
    let upload = begun;
    while (upload.segments < total) {
      const index = upload.segments;
      const bytes = await file.read(index * segmentBytes, Math.min((index + 1) * segmentBytes, file.bytes));
      await this.#media.append(access, upload.mediaId, { index, bytes });
      upload = { ...upload, segments: index + 1 };
      const isNoted = upload.segments % noteEvery === 0 || upload.segments === total || this.#isStopping;
      if (isNoted) await place.save(upload);
      if (this.#isStopping) return { upload, pauseSeconds: 0 };
    }
    return await this.#arrived(place, upload, await this.#media.finalize(access, upload.mediaId));
  }

  /** All of it is at X, which may still be busy with it. */
  async #arrived(place: Place, begun: TwitterUpload, state: MediaState): Promise<Progressed> {
    const now = this.#clock.now().getTime();
    const { askAgainIn } = state;
    const expiresAt = state.expiresAt ?? begun.expiresAt;
    const processingSince = begun.processingSince || now;
    const stage = askAgainIn === null ? 'done' : 'processing';
    const upload: TwitterUpload = { ...begun, expiresAt, processingSince, stage };
    await place.save(upload);
    if (askAgainIn === null) return await this.#describe(place, upload);
    if (now - processingSince > longestProcessingMs) throw new ProviderError(stuck);
    return { upload, pauseSeconds: askAgainIn };
  }

  async #describe(place: Place, begun: TwitterUpload): Promise<Progressed> {
    const { access, item } = place;
    if (begun.isDescribed || !item.altText) return { upload: begun, pauseSeconds: null };
    await this.#media.describe(access, begun.mediaId, item.altText);
    const upload = { ...begun, isDescribed: true };
    await place.save(upload);
    return { upload, pauseSeconds: null };
  }
}

function facts({ mimeType, bytes }: MediaFile): { mimeType: string; bytes: number } {
  return { mimeType, bytes };
}

/** X does not know the id, cannot go on with what it has of it, or broke while processing it. */
function mayBeLost({ meaning, code }: ProviderFailure): boolean {
  return meaning === 'gone' || code === 'X_REQUEST_REFUSED' || code === 'X_MEDIA_PROCESSING_BROKE';
}

/** `gone` is about posts; an upload that is gone twice is trouble of X's. */
function afterRenewal(failure: ProviderFailure): ProviderFailure {
  if (failure.meaning !== 'gone') return failure;
  return {
    ...failure,
    meaning: 'unavailable',
    code: 'X_MEDIA_LOST',
    message: 'X lost the upload of the picture or video more than once. The service tries again by itself.',
    who: 'wait',
  };
}

const stuck: ProviderFailure = {
  meaning: 'unavailable',
  code: 'X_MEDIA_NOT_PROCESSED',
  message: 'X has been processing the video for an hour without an end. The service looks again later.',
  who: 'wait',
};
