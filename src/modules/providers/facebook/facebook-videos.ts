import type { MediaItem } from '../../../kernel/post-content.ts';
import { mediaKey } from '../../../kernel/post-content.ts';
import { asSent } from '../provider.text.ts';
import { listAt, momentAt, numberAt, textAt, valueAt } from '../provider.json.ts';
import type { RecentPost, ResumeState } from '../provider.port.ts';
import { recentPostOf } from './facebook-posts.ts';

/** Facebook keeps an upload that was not finished for about a day; one that nears it is made anew. */
const uploadLifeMs = 23 * 3_600_000;

/** A video that is on its way to a Page. Nobody sees it before it is finished. */
export interface StartedVideo {
  /** Which file it is (`mediaKey`). */
  key: string;
  videoId: string;
  /** Milliseconds since 1970. */
  startedAt: number;
}

/** One whose bytes we send. It is whole when `start` has reached `end`. */
export interface VideoUpload extends StartedVideo {
  sessionId: string;
  bytes: number;
  /** What Facebook wants next: bytes `start` to before `end`. */
  start: number;
  end: number;
}

/** A reel, whose bytes Meta fetches. */
export interface ReelUpload extends StartedVideo {
  /** Whether Meta was told where the file is. */
  asked: boolean;
  /** Times it could not fetch the file. */
  misses: number;
}

export function videoUploadIn(resume: ResumeState): VideoUpload | null {
  const kept = valueAt(resume, 'video');
  const started = startedIn(kept);
  const sessionId = textAt(kept, 'sessionId');
  const [bytes, start, end] = [numberAt(kept, 'bytes'), numberAt(kept, 'start'), numberAt(kept, 'end')];
  if (!started || !sessionId || bytes === undefined || start === undefined || end === undefined) return null;
  return { ...started, sessionId, bytes, start, end };
}

export function reelUploadIn(resume: ResumeState): ReelUpload | null {
  const kept = valueAt(resume, 'reel');
  const started = startedIn(kept);
  return (
    started && { ...started, asked: valueAt(kept, 'asked') === true, misses: numberAt(kept, 'misses') ?? 0 }
  );
}

function startedIn(kept: unknown): StartedVideo | null {
  const [key, videoId] = [textAt(kept, 'key'), textAt(kept, 'videoId')];
  const startedAt = numberAt(kept, 'startedAt');
  return key && videoId && startedAt !== undefined ? { key, videoId, startedAt } : null;
}

/** Whether an upload of an earlier try is still there for this file. */
export function isUsable(kept: StartedVideo, item: MediaItem, now: Date): boolean {
  return kept.key === mediaKey(item) && now.getTime() - kept.startedAt < uploadLifeMs;
}

/**
 * `start_offset` and `end_offset`, which Facebook writes as texts; null when they make no sense. A refusal may name the start alone
 * (1363037, developers.facebook.com/docs/video-api/reference/error-codes): the rest up to `wholeBytes` is wanted then.
 */
export function offsetsIn(
  body: unknown,
  wholeBytes: number | null = null,
): { start: number; end: number } | null {
  const [start, end] = [offsetAt(body, 'start_offset'), offsetAt(body, 'end_offset') ?? wholeBytes];
  return start !== null && end !== null && start <= end ? { start, end } : null;
}

function offsetAt(body: unknown, name: string): number | null {
  const offset = Number(textAt(body, name) ?? numberAt(body, name) ?? NaN);
  return Number.isSafeInteger(offset) && offset >= 0 ? offset : null;
}

/**
 * - `uploading`: the file is not whole yet.
 * - `ready`: it is, and `finish` would publish it.
 * - `working`: Facebook works on it; it shows up, or fails, by itself.
 * - `unfetched`: the file could not be fetched.
 * - `broken`: the file came and cannot be used.
 */
export type VideoState = 'uploading' | 'ready' | 'working' | 'live' | 'unfetched' | 'broken' | 'gone';

export const videoFields = 'status,post_id,permalink_url,created_time';

/**
 * The state of a video by its phases (developers.facebook.com/docs/video-api/guides/reels-publishing, "Get upload status"); null
 * when they are none we know. An old answer has only `video_status`.
 */
export function videoStateOf(body: unknown): VideoState | null {
  const [uploading, processing, publishing] = ['uploading_phase', 'processing_phase', 'publishing_phase'].map(
    (phase) => textAt(body, 'status', phase, 'status'),
  );
  const overall = textAt(body, 'status', 'video_status');
  if (uploading === 'error') return 'unfetched';
  if (overall === 'expired') return 'gone';
  if (processing === 'error' || publishing === 'error' || overall === 'error') return 'broken';
  if (publishing === 'complete' || textAt(body, 'post_id')) return 'live';
  if (publishing === 'in_progress' || processing === 'in_progress') return 'working';
  if (publishing === 'not_started') return uploading === 'complete' ? 'ready' : 'uploading';
  return stateByStatus.get(overall) ?? null;
}

const stateByStatus = new Map<string | undefined, VideoState>([
  ['ready', 'live'],
  ['processing', 'working'],
  ['upload_complete', 'ready'],
  ['uploading', 'uploading'],
]);

/** Why Facebook could not use a video. */
export function videoErrorIn(body: unknown): { code: number | undefined; words: string } {
  const [error] = ['uploading_phase', 'processing_phase', 'publishing_phase'].flatMap((phase) =>
    listAt(body, 'status', phase, 'errors'),
  );
  return { code: numberAt(error, 'code'), words: textAt(error, 'message') ?? '' };
}

/** Facebook gives the path alone. */
export function videoPermalink(body: unknown, videoId: string): string {
  const told = textAt(body, 'permalink_url');
  return told ? new URL(told, 'https://www.facebook.com').href : `https://www.facebook.com/${videoId}`;
}

export const listedVideoFields =
  'id,message,created_time,permalink_url,attachments{media_type,type,target,subattachments.limit(20){media_type,type}}';

/** A post of the Page's list; one that shows a video goes by the video's id, which is what publishing a video gives. */
export function listedVideoOf(entry: unknown, sentText: string): RecentPost | null {
  const post = recentPostOf(entry, sentText);
  const [attachment] = listAt(entry, 'attachments', 'data');
  const isVideo = textAt(attachment, 'media_type') === 'video';
  const videoId = isVideo ? textAt(attachment, 'target', 'id') : undefined;
  return post && videoId ? { ...post, platformPostId: videoId } : post;
}

export const listedReelFields = 'id,description,created_time,permalink_url';

/** One entry of /{page}/video_reels; null when it lacks what a reel must have. */
export function listedReelOf(entry: unknown, sentText: string): RecentPost | null {
  const platformPostId = textAt(entry, 'id');
  const publishedAt = momentAt(entry, 'created_time');
  if (!platformPostId || !publishedAt) return null;
  const text = asSent(textAt(entry, 'description') ?? '', sentText);
  return {
    platformPostId,
    permalink: videoPermalink(entry, platformPostId),
    text,
    mediaCount: 1,
    publishedAt,
  };
}
