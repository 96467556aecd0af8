import type { FastifyInstance, FastifyRequest } from 'fastify';
import { answered, deliver, type Answer } from '../exchange.ts';
import { underFaults } from '../faults.ts';
import { fetchMedia } from '../remote-media.ts';
import type { Sandbox } from '../sandbox.ts';
import { graphError, objectNotFound, tokenTrouble, wordGraphTrouble } from './errors.ts';
import type { PageMedia, VideoUpload } from './media.ts';
import { take } from './page-videos.ts';

/** rupload.facebook.com: the bytes of reels, sent or named by an address. */
export function registerRupload(app: FastifyInstance, sandbox: Sandbox): void {
  void app.register((uploads, _options, done) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    uploads.post('/video-upload/:version/:videoId', async (request, reply) => {
      const { videoId } = request.params as { videoId: string };
      const video = sandbox.graphMedia.pageMedia.get(videoId);
      const target = {
        platform: 'FACEBOOK',
        accountId: video?.pageId ?? null,
        operation: 'prepare',
      } as const;
      const outcome = await underFaults(sandbox.faults, target, wordGraphTrouble, async () =>
        answered(await receive(sandbox, request, video)),
      );
      const status = deliver(outcome, request, reply);
      sandbox.calls.record({ method: 'POST', path: request.url, ...target, status });
    });
    done();
  });
}

async function receive(
  sandbox: Sandbox,
  request: FastifyRequest,
  video: PageMedia | undefined,
): Promise<Answer> {
  const token = sandbox.graphTokens.find(/^OAuth (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '');
  if (!token) return graphError(tokenTrouble(null));
  const trouble = sandbox.graphTokens.troubleOf(token);
  if (trouble !== null) return graphError(tokenTrouble(trouble));
  if (!video?.upload || token.pageId !== video.pageId)
    return graphError(objectNotFound('video', 'post').trouble);
  if (video.upload.state !== 'uploading') return success;
  return await fill(video.upload, request);
}

/** `file_url` is fetched by the platform; what is wrong with it shows in the video's status. */
async function fill(upload: VideoUpload, request: FastifyRequest): Promise<Answer> {
  const address = request.headers['file_url'];
  if (typeof address === 'string') {
    const file = await fetchMedia(address);
    upload.fileSize = file?.bytes.length ?? 0;
    if (file) take(upload, file.bytes);
    upload.state = file ? 'uploaded' : 'uploading';
    upload.isDoomed = !file;
    return success;
  }
  const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  upload.fileSize = Number(request.headers['file_size']);
  if (Number(request.headers['offset']) !== upload.receivedBytes) return failed('OffsetInvalidError');
  take(upload, bytes);
  if (upload.receivedBytes === upload.fileSize) upload.state = 'uploaded';
  return upload.state === 'uploaded' ? success : failed('PartialRequestError');
}

const success: Answer = { status: 200, headers: {}, body: { success: true } };

function failed(type: string): Answer {
  const debug_info = { retriable: false, type, message: 'Request processing failed' };
  return { status: 400, headers: {}, body: { debug_info } };
}
