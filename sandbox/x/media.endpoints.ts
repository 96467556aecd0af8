import { createHash } from 'node:crypto';
import type { Answer } from '../exchange.ts';
import { readForm, type RequestForm } from '../forms.ts';
import type { TwitterCall, TwitterEndpoint } from './endpoint.ts';
import { MEDIA_LIFE_SECONDS, type ShelvedMedia } from './media-shelf.ts';
import { invalidRequest, notFound } from './problems.ts';

const CATEGORIES = new Set([
  'tweet_image',
  'tweet_video',
  'tweet_gif',
  'amplify_video',
  'dm_image',
  'dm_video',
  'dm_gif',
  'subtitles',
]);

/** From X's OpenAPI document. */
const MEDIA_TYPES = new Set([
  'video/mp4',
  'video/webm',
  'video/mp2t',
  'video/quicktime',
  'text/srt',
  'text/vtt',
  'image/jpeg',
  'image/gif',
  'image/bmp',
  'image/png',
  'image/webp',
  'image/pjpeg',
  'image/tiff',
  'model/gltf-binary',
  'model/vnd.usdz+zip',
]);

const MEBIBYTE = 1024 * 1024;

/** Larger chunks are turned away at X's edge with an empty answer, whatever the documents say. */
const MAX_CHUNK_BYTES = 4 * MEBIBYTE;

const MEDIA_SCOPES = ['media.write'];

/** POST /2/media/upload: a whole image, as multipart or as base64 in JSON. */
export const uploadMedia: TwitterEndpoint = {
  name: 'POST /2/media/upload',
  scopes: MEDIA_SCOPES,
  operation: () => 'prepare',
  process(call) {
    const form = readForm(call.request);
    const bytes = bytesOf(form);
    const category = form.fields['media_category'] ?? '';
    if (!CATEGORIES.has(category))
      return invalidRequest('media_category is missing or unknown.', { media_category: [category] });
    if (bytes.length === 0) return invalidRequest('media is missing or empty.');
    if (bytes.length > maxBytesOf(category)) return invalidRequest('The media is too large.');
    if (!isImage(bytes)) return invalidRequest('The media type is not supported.');
    const name = form.files[0]?.name ?? '';
    const media = openMedia(call, { category, mediaType: 'image', totalBytes: bytes.length, name });
    media.receivedBytes = bytes.length;
    call.sandbox.mediaShelf.finish(media);
    return mediaAnswer(media);
  },
};

export const initializeUpload: TwitterEndpoint = {
  name: 'POST /2/media/upload/initialize',
  scopes: MEDIA_SCOPES,
  operation: () => 'prepare',
  process(call) {
    const { fields } = readForm(call.request);
    const { media_type = '', media_category = '' } = fields;
    const totalBytes = Number(fields['total_bytes']);
    if (!CATEGORIES.has(media_category))
      return invalidRequest('media_category is missing or unknown.', { media_category: [media_category] });
    if (!MEDIA_TYPES.has(media_type))
      return invalidRequest('media_type is missing or unknown.', { media_type: [media_type] });
    if (!(totalBytes > 0 && totalBytes <= maxBytesOf(media_category)))
      return invalidRequest('total_bytes is out of range.', { total_bytes: [String(totalBytes)] });
    const media = openMedia(call, {
      category: media_category,
      mediaType: media_type,
      totalBytes,
      name: media_type,
    });
    return {
      status: 200,
      headers: {},
      body: { data: { id: media.id, media_key: media.key, expires_after_secs: MEDIA_LIFE_SECONDS } },
    };
  },
};

export const appendUpload: TwitterEndpoint = {
  name: 'POST /2/media/upload/:id/append',
  scopes: MEDIA_SCOPES,
  operation: () => 'prepare',
  process(call) {
    const media = mediaOf(call);
    const form = readForm(call.request);
    const index = Number(form.fields['segment_index']);
    const bytes = bytesOf(form);
    if (!media || media.state !== 'uploading') return notFound();
    if (!(Number.isInteger(index) && index >= 0 && index <= 999))
      return invalidRequest('segment_index must be 0 to 999.');
    if (bytes.length > MAX_CHUNK_BYTES) return { status: 413, headers: {}, body: '' };
    if (!media.segments.has(index)) media.receivedBytes += bytes.length;
    media.segments.set(index, createHash('sha1').update(bytes).digest('hex'));
    media.flaw ??= flawOf(media, form.files[0]?.name ?? '', index === 0 ? bytes : null);
    return { status: 200, headers: {}, body: { data: { expires_at: Math.floor(media.expiresAtMs / 1000) } } };
  },
};

export const finalizeUpload: TwitterEndpoint = {
  name: 'POST /2/media/upload/:id/finalize',
  scopes: MEDIA_SCOPES,
  operation: () => 'prepare',
  process(call) {
    const media = mediaOf(call);
    if (!media) return notFound();
    const isGapless = [...media.segments.keys()].every((index) => index < media.segments.size);
    if (media.receivedBytes !== media.totalBytes || !isGapless)
      return invalidRequest('The received bytes do not add up to total_bytes.');
    if (media.state === 'uploading') call.sandbox.mediaShelf.finish(media);
    return mediaAnswer(media);
  },
};

/** GET /2/media/upload?command=STATUS&media_id=… */
export const uploadStatus: TwitterEndpoint = {
  name: 'GET /2/media/upload',
  scopes: MEDIA_SCOPES,
  operation: () => 'prepare',
  process(call) {
    const { command = 'STATUS', media_id = '' } = call.query;
    const media = call.sandbox.mediaShelf.find(media_id, call.caller.userId);
    if (command !== 'STATUS') return invalidRequest('The command must be STATUS.', { command: [command] });
    if (!media) return notFound();
    call.sandbox.mediaShelf.poll(media);
    return mediaAnswer(media);
  },
};

export const setMediaMetadata: TwitterEndpoint = {
  name: 'POST /2/media/metadata',
  scopes: MEDIA_SCOPES,
  operation: () => 'prepare',
  process(call) {
    const body = (call.request.body ?? {}) as { id?: unknown; metadata?: { alt_text?: { text?: unknown } } };
    const media = call.sandbox.mediaShelf.find(String(body.id), call.caller.userId);
    const altText = body.metadata?.alt_text?.text;
    if (!media) return notFound();
    if (typeof altText !== 'string' || altText.length > 1000)
      return invalidRequest('alt_text.text must have at most 1000 characters.');
    media.altText = altText;
    return {
      status: 200,
      headers: {},
      body: { data: { id: media.id, associated_metadata: { alt_text: { text: altText } } } },
    };
  },
};

function openMedia(
  call: TwitterCall,
  upload: { category: string; mediaType: string; totalBytes: number; name: string },
): ShelvedMedia {
  const { name, ...rest } = upload;
  return call.sandbox.mediaShelf.open({
    ...rest,
    userId: call.caller.userId,
    flaw: flawOf({ mediaType: upload.mediaType }, name, null),
  });
}

function mediaOf(call: TwitterCall): ShelvedMedia | undefined {
  return call.sandbox.mediaShelf.find(call.params['id'] ?? '', call.caller.userId);
}

function bytesOf(form: RequestForm): Buffer {
  return form.files[0]?.bytes ?? Buffer.from(form.fields['media'] ?? '', 'base64');
}

function maxBytesOf(category: string): number {
  if (category.includes('video')) return 512 * MEBIBYTE;
  return (category.includes('gif') ? 15 : 5) * MEBIBYTE;
}

/** A file with "fail" in its name never gets through processing, nor does one that is not what it was announced as. */
function flawOf({ mediaType }: { mediaType: string }, name: string, start: Buffer | null): string | null {
  if (name.includes('fail')) return 'The media could not be processed.';
  if (mediaType === 'video/mp4' && start && start.toString('latin1', 4, 8) !== 'ftyp')
    return 'Unsupported video format';
  return null;
}

/** JPEG, PNG, GIF and WEBP, by their first bytes. */
function isImage(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 12).toString('latin1');
  return /^(\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP)/s.test(start);
}

function mediaAnswer(media: ShelvedMedia): Answer {
  const data = {
    id: media.id,
    media_key: media.key,
    size: media.receivedBytes,
    expires_after_secs: MEDIA_LIFE_SECONDS,
    ...(media.isProcessed && { processing_info: processingInfo(media) }),
  };
  return { status: 200, headers: {}, body: { data } };
}

function processingInfo(media: ShelvedMedia) {
  switch (media.state) {
    case 'failed':
      return {
        state: 'failed',
        error: { code: 1, name: 'InvalidMedia', message: media.flaw },
      };
    case 'succeeded':
      return { state: 'succeeded', progress_percent: 100 };
    default:
      return {
        state: media.state,
        check_after_secs: 1,
        progress_percent: media.state === 'pending' ? 0 : 50,
      };
  }
}
