import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/app-error.ts';
import { tooLarge } from './media.errors.ts';
import {
  asAppError,
  fileMissing,
  notMultipart,
  oneFileOnly,
  unknownField,
  uploadCut,
} from './upload.errors.ts';
import { writeInto } from './work-folder.ts';

/** A form holds one file and nothing else; what goes beyond that is refused as soon as it shows. */
const limits = { fields: 1, files: 2, parts: 3, headerPairs: 50, fieldNameSize: 100, fieldSize: 100 };

/** A client that says nothing for so long is gone, or means to hold us up. */
const longestSilenceMs = 30_000;

/** Writes the one file of a form to `path` while it arrives. Throws AppError. */
export async function receiveFile(request: FastifyRequest, path: string, maxBytes: number): Promise<void> {
  if (!request.isMultipart()) throw notMultipart();
  request.raw.setTimeout(longestSilenceMs, () => request.raw.destroy());
  try {
    await readForm(request, path, maxBytes);
  } catch (error) {
    throw error instanceof AppError ? error : asRefusal(error);
  } finally {
    request.raw.setTimeout(0);
    letPass(request);
  }
}

/** What is left of a request that was refused would otherwise stand in the way of the next one on its connection. */
function letPass({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
}

async function readForm(request: FastifyRequest, path: string, maxBytes: number): Promise<void> {
  let received = 0;
  const parts = request.parts({ limits: { ...limits, fileSize: maxBytes } });
  for await (const part of parts) {
    if (part.type === 'field') throw unknownField(part.fieldname);
    received += 1;
    if (received > 1 || part.fieldname !== 'file') {
      part.file.resume(); // Nobody else reads it, and the answer waits for the end of the request.
      throw received > 1 ? oneFileOnly() : unknownField(part.fieldname);
    }
    await write(part, path, maxBytes);
  }
  if (received === 0) throw fileMissing();
}

async function write({ file }: MultipartFile, path: string, maxBytes: number): Promise<void> {
  const target = writeInto(path);
  file.once('limit', () => file.destroy(asAppError(tooLarge(maxBytes)) as Error));
  await pipeline(file, target);
  if (file.truncated) throw asAppError(tooLarge(maxBytes));
}

/** The parser and the line know many ways to break off; errors of the disk are our own. */
function asRefusal(error: unknown): unknown {
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  if (typeof syscall === 'string' && code !== 'ECONNRESET') return error;
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT') return oneFileOnly();
  return uploadCut();
}
