import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
  type GetObjectCommandInput,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { MediaStoreSetting } from '../../config/media-store-setting.ts';
import { MediaError, notKept } from './media.errors.ts';
import { MediaStore, type ServedAs } from './media.store.ts';
import { writeInto, type WorkFolder } from './work-folder.ts';

/** Signatures of version 4 live for a week at most. https://docs.aws.amazon.com/AmazonS3/latest/userguide/PresignedUrlUploadObject.html */
const longestSignatureSeconds = 604_800;
/** The client tries again by itself wherever it has not begun to read a stream. */
const putTries = 3;
const connectTimeoutMs = 5_000;
const longestSilenceMs = 30_000;
/** What goes wrong is thrown; the client would print it besides. */
const quiet = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** Files in a bucket of any store that speaks S3. Each is sent in one piece, from disk, whose length is known: at most 5 GiB. */
export class BucketStore extends MediaStore {
  readonly #client: S3Client;
  readonly #setting: MediaStoreSetting & { kind: 'bucket' };
  readonly #work: WorkFolder;

  constructor(setting: MediaStoreSetting & { kind: 'bucket' }, work: WorkFolder) {
    super();
    this.#setting = setting;
    this.#work = work;
    this.#client = new S3Client({
      region: setting.region,
      forcePathStyle: setting.forcePathStyle,
      // Smaller stores do not know the checksums that Amazon added in 2025.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: connectTimeoutMs, socketTimeout: longestSilenceMs },
      logger: quiet,
      ...(setting.endpoint && { endpoint: setting.endpoint }),
      ...(setting.credentials && { credentials: setting.credentials }),
    });
  }

  async put(key: string, path: string, mimeType: string): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      try {
        await this.#putOnce(key, path, mimeType);
        return;
      } catch (error) {
        if (tried >= putTries) throw asMediaError(error);
      }
    }
  }

  async read(key: string, { start, end }: { start: number; end: number }): Promise<Readable> {
    return await this.#open({ ...this.#place(key), Range: `bytes=${start}-${end}` });
  }

  /** Work may go on for minutes and read back and forth; the copy spares a request for each step. */
  async lend<Result>(key: string, work: (path: string) => Promise<Result>): Promise<Result> {
    return await this.#work.place(async (path) => {
      const body = await this.#open(this.#place(key));
      await pipeline(body, writeInto(path)).catch((error: unknown) => {
        throw asMediaError(error);
      });
      return await work(path);
    });
  }

  async publicAddress(key: string, { mimeType, name, seconds }: ServedAs): Promise<string> {
    const command = new GetObjectCommand({
      ...this.#place(key),
      ResponseContentType: mimeType,
      ResponseContentDisposition: `inline; filename="${name}"`,
    });
    return await getSignedUrl(this.#client, command, {
      expiresIn: Math.min(seconds, longestSignatureSeconds),
    });
  }

  async remove(key: string): Promise<void> {
    try {
      await this.#client.send(new DeleteObjectCommand(this.#place(key)));
    } catch (error) {
      const failure = asMediaError(error);
      if (failure.code !== 'MEDIA_NOT_FOUND') throw failure;
    }
  }

  close(): void {
    this.#client.destroy();
  }

  async #putOnce(key: string, path: string, mimeType: string): Promise<void> {
    const { size } = await stat(path);
    const body = createReadStream(path);
    try {
      const object = { Body: body, ContentLength: size, ContentType: mimeType };
      await this.#client.send(new PutObjectCommand({ ...this.#place(key), ...object }));
    } finally {
      body.destroy();
    }
  }

  async #open(input: GetObjectCommandInput): Promise<Readable> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand(input));
      return Body as Readable;
    } catch (error) {
      throw asMediaError(error);
    }
  }

  #place(key: string): { Bucket: string; Key: string } {
    return { Bucket: this.#setting.bucket, Key: `${this.#setting.prefix}${key}` };
  }
}

/** Whatever the store says, the author can do nothing about it; the reason is for the log of who runs the service. */
function asMediaError(error: unknown): MediaError {
  if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) {
    if (error.name !== 'NoSuchBucket') return notKept();
  }
  const reason = error instanceof Error ? error.name : 'unknown';
  return new MediaError(
    'MEDIA_STORE_UNAVAILABLE',
    `The store of files does not answer (${reason}).`,
    'later',
  );
}

function ignore(): void {}
