import { createHash } from 'node:crypto';
import { readMp4 } from '../mp4.ts';
import type { Page } from '../world.ts';
import { isFalse, type GraphCall } from './call.ts';
import { GraphRefusal, invalidParameter, objectNotFound } from './errors.ts';
import type { PageMedia, VideoUpload } from './media.ts';
import { addMedia, givenFile, goLive, requirePublisher } from './page-publishing.ts';

const SMALLEST_VIDEO_BYTES = 1024;
const LARGEST_VIDEO_BYTES = 10 * 1024 ** 3;
/** What one transfer is asked to carry at most. */
const CHUNK_BYTES = 4 * 1024 * 1024;
const KEPT_HEAD_BYTES = 64 * 1024;
const SHORTEST_REEL_SECONDS = 3;
const LONGEST_REEL_SECONDS = 90;

/** POST /{page}/videos: a whole file, an address, or one phase of an upload in chunks. */
export async function addVideo(call: GraphCall, page: Page): Promise<unknown> {
  requirePublisher(call, page);
  switch (call.params['upload_phase']) {
    case 'start':
      return startVideo(call, page);
    case 'transfer':
      return takeChunk(call, page);
    case 'finish':
      return finishVideo(call, page);
    default:
      return await addWholeVideo(call, page);
  }
}

/** POST /{page}/video_reels. https://developers.facebook.com/docs/video-api/guides/reels-publishing */
export function addReel(call: GraphCall, page: Page): unknown {
  requirePublisher(call, page);
  switch (call.params['upload_phase']) {
    case 'start': {
      const video = addMedia(call, page, { kind: 'reel', caption: '', altText: null });
      video.upload = emptyUpload(null, null);
      const host = new URL(call.baseUrl).origin;
      return { video_id: video.id, upload_url: `${host}/video-upload/v26.0/${video.id}` };
    }
    case 'finish':
      return finishReel(call, page);
    default:
      throw invalidParameter('Param upload_phase must be one of {start, finish}');
  }
}

async function addWholeVideo(call: GraphCall, page: Page): Promise<unknown> {
  const file = await givenFile(call, 'file_url');
  if (!file || file.bytes.length === 0) {
    throw new GraphRefusal({ code: 389, message: '(#389) Unable to fetch video file from URL.' });
  }
  refuseSize(file.bytes.length);
  const caption = call.params['description'] ?? call.params['title'] ?? '';
  const video = addMedia(call, page, { kind: 'video', caption, altText: null });
  if (!isFalse(call.params['published'])) {
    goLive(call, page, { text: caption, link: null, media: [video], duplicateKey: null, kind: 'video' });
  }
  return { id: video.id };
}

function startVideo(call: GraphCall, page: Page): unknown {
  const fileSize = Number(call.params['file_size']);
  if (!Number.isInteger(fileSize)) throw invalidParameter('The parameter file_size is required');
  refuseSize(fileSize);
  const video = addMedia(call, page, { kind: 'video', caption: '', altText: null });
  const sessionId = call.sandbox.ids.graph('13');
  video.upload = emptyUpload(sessionId, fileSize);
  call.sandbox.graphMedia.uploadSessions.set(sessionId, video);
  return { video_id: video.id, upload_session_id: sessionId, ...offsets(video.upload) };
}

function takeChunk(call: GraphCall, page: Page): unknown {
  const { upload } = requireSession(call, page);
  const chunk = call.files[0]?.bytes;
  if (!chunk || chunk.length === 0) {
    throw new GraphRefusal({
      code: 390,
      subcode: 1363019,
      message: 'There was a problem uploading your video file.',
    });
  }
  const isInPlace = Number(call.params['start_offset']) === upload.receivedBytes;
  if (!isInPlace || upload.receivedBytes + chunk.length > (upload.fileSize ?? 0)) {
    throw new GraphRefusal({
      code: 6001,
      subcode: 1363037,
      message: 'There was a problem uploading your video file. Please try again with another file.',
      isTransient: false,
      data: offsets(upload),
    });
  }
  take(upload, chunk);
  if (upload.receivedBytes === upload.fileSize) upload.state = 'uploaded';
  return offsets(upload);
}

/** The call that makes the video visible. A session that was finished makes nothing more. */
function finishVideo(call: GraphCall, page: Page): unknown {
  const { video, upload } = requireSession(call, page);
  if (upload.state === 'finished') return { success: true };
  if (upload.state !== 'uploaded') throw unfinished();
  if (!readMp4(upload.head)) {
    throw new GraphRefusal({
      code: 352,
      subcode: 1363031,
      message: 'The video file you selected is in a format that we don’t support.',
    });
  }
  video.caption = call.params['description'] ?? '';
  finish(call, page, { video, upload });
  return { success: true };
}

function finishReel(call: GraphCall, page: Page): unknown {
  const id = call.params['video_id'] ?? '';
  const video = call.sandbox.graphMedia.pageMedia.get(id);
  if (!video?.upload || video.kind !== 'reel' || video.pageId !== page.id) throw objectNotFound(id, 'post');
  if (video.upload.state === 'finished') return { success: true };
  if (video.upload.state !== 'uploaded') throw unfinished();
  video.caption = call.params['description'] ?? '';
  finish(call, page, { video, upload: video.upload });
  return { success: true };
}

function finish(
  call: GraphCall,
  page: Page,
  { video, upload }: { video: PageMedia; upload: VideoUpload },
): void {
  const { videoSeconds, videoFails } = call.sandbox.world.settingsOf(page.id);
  const nowMs = call.sandbox.clock.nowMs();
  upload.state = 'finished';
  upload.readyAtMs = nowMs + videoSeconds * 1000;
  upload.isDoomed = videoFails || !isPlayable(video, upload);
  const isShown =
    call.params['video_state'] === undefined
      ? !isFalse(call.params['published'])
      : call.params['video_state'] === 'PUBLISHED';
  if (upload.isDoomed || !isShown) return;
  const kind = video.kind === 'reel' ? 'reel' : 'video';
  const timing = videoSeconds > 0 ? { visibleFromMs: upload.readyAtMs } : {};
  goLive(call, page, {
    text: video.caption,
    link: null,
    media: [video],
    duplicateKey: null,
    kind,
    ...timing,
  });
}

function isPlayable(video: PageMedia, upload: VideoUpload): boolean {
  const facts = readMp4(upload.head);
  if (!facts) return false;
  if (video.kind !== 'reel') return true;
  return facts.durationSeconds >= SHORTEST_REEL_SECONDS && facts.durationSeconds <= LONGEST_REEL_SECONDS;
}

/** Adds bytes to what has come already. */
export function take(upload: VideoUpload, bytes: Buffer): void {
  upload.digest.update(bytes);
  if (upload.head.length < KEPT_HEAD_BYTES)
    upload.head = Buffer.concat([upload.head, bytes.subarray(0, KEPT_HEAD_BYTES - upload.head.length)]);
  upload.receivedBytes += bytes.length;
}

function emptyUpload(sessionId: string | null, fileSize: number | null): VideoUpload {
  return {
    sessionId,
    fileSize,
    receivedBytes: 0,
    head: Buffer.alloc(0),
    digest: createHash('sha256'),
    state: 'uploading',
    readyAtMs: 0,
    isDoomed: false,
  };
}

function requireSession(call: GraphCall, page: Page): { video: PageMedia; upload: VideoUpload } {
  const sessionId = call.params['upload_session_id'] ?? '';
  const video = call.sandbox.graphMedia.uploadSessions.get(sessionId);
  if (!video?.upload || video.pageId !== page.id) throw invalidParameter('Invalid upload_session_id');
  return { video, upload: video.upload };
}

function offsets({ receivedBytes, fileSize }: VideoUpload): { start_offset: string; end_offset: string } {
  const end = Math.min(receivedBytes + CHUNK_BYTES, fileSize ?? 0);
  return { start_offset: String(receivedBytes), end_offset: String(end) };
}

function refuseSize(bytes: number): void {
  if (bytes < SMALLEST_VIDEO_BYTES)
    throw new GraphRefusal({ code: 100, subcode: 1363022, message: '(#100) The video file is too small' });
  if (bytes > LARGEST_VIDEO_BYTES)
    throw new GraphRefusal({ code: 100, subcode: 1363023, message: '(#100) The video file is too large' });
}

function unfinished(): GraphRefusal {
  return new GraphRefusal({
    code: 390,
    subcode: 1363033,
    message: 'The video has not been uploaded completely.',
  });
}
