import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const accessKeyId = 'AKIDEXAMPLE';
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const longestSkewMs = 15 * 60_000;

/**
 * As much of S3 as a store of files needs (put, get, ranges, delete; one bucket called `files`), strict about what it is asked:
 * it computes every signature itself, from the protocol's description and not with the client's library, checks times, lengths
 * and hashes, and writes to disk only what arrived whole.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html
 */
export interface BucketServer {
  url: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Breaks the line of the next uploads after their first bytes. */
  breakUploads(times: number): void;
  /** Answers every attempt to delete this key with an error; null: none any more. */
  refuseDeleting(key: string | null): void;
  close(): Promise<void>;
}

export async function startBucketServer(directory: string): Promise<BucketServer> {
  let toBreak = 0;
  let undeletable: string | null = null;
  const server = createServer((request, response) => {
    if (request.method === 'PUT' && toBreak > 0) {
      toBreak -= 1;
      request.once('data', () => request.destroy());
      return;
    }
    if (request.method === 'DELETE' && undeletable !== null && request.url?.includes(undeletable)) {
      refuse(response, new Refusal(403, 'AccessDenied'));
      return;
    }
    handle(request, response, directory).catch((error: unknown) => refuse(response, asRefusal(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accessKeyId,
    secretAccessKey,
    refuseDeleting: (key) => (undeletable = key),
    breakUploads: (times) => (toBreak = times),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code);
  }
}

async function handle(request: IncomingMessage, response: ServerResponse, directory: string): Promise<void> {
  const url = new URL(request.url ?? '', `http://${request.headers.host}`);
  requireSignature(request, url);
  if (!url.pathname.startsWith('/files/')) throw new Refusal(404, 'NoSuchBucket');
  const path = join(directory, decodeURIComponent(url.pathname).replaceAll('..', ''));
  switch (request.method) {
    case 'PUT':
      await put(request, path);
      return void response.writeHead(200, { etag: '"made"' }).end();
    case 'GET':
      return await get(request, response, { path, url });
    case 'DELETE':
      await rm(path, { force: true });
      return void response.writeHead(204).end();
    default:
      throw new Refusal(405, 'MethodNotAllowed');
  }
}

async function put(request: IncomingMessage, path: string): Promise<void> {
  const length = request.headers['content-length'];
  if (length === undefined) throw new Refusal(411, 'MissingContentLength');
  await mkdir(dirname(path), { recursive: true });
  const hash = createHash('sha256');
  let received = 0;
  const count = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      received += chunk.length;
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(request, count, createWriteStream(`${path}.part`));
  const promised = request.headers['x-amz-content-sha256'];
  if (received !== Number(length)) throw new Refusal(400, 'IncompleteBody');
  if (promised !== 'UNSIGNED-PAYLOAD' && promised !== hash.digest('hex')) {
    throw new Refusal(400, 'XAmzContentSHA256Mismatch');
  }
  await writeFile(`${path}.type`, request.headers['content-type'] ?? 'binary/octet-stream');
  await rename(`${path}.part`, path);
}

async function get(
  request: IncomingMessage,
  response: ServerResponse,
  { path, url }: { path: string; url: URL },
): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new Refusal(404, 'NoSuchKey');
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(first ?? 0);
  const end = Math.min(Number(last ?? found.size - 1), found.size - 1);
  const type = url.searchParams.get('response-content-type') ?? (await readFile(`${path}.type`, 'utf8'));
  response.writeHead(first === undefined ? 200 : 206, {
    'content-type': type,
    'content-length': end - start + 1,
    'content-range': `bytes ${start}-${end}/${found.size}`,
  });
  await pipeline(createReadStream(path, { start, end }), response);
}

interface Signed {
  credential: string;
  signedHeaders: string;
  signature: string;
  payload: string;
  /** As in `x-amz-date`. */
  date: string;
}

function requireSignature(request: IncomingMessage, url: URL): void {
  const isInAddress = url.searchParams.has('X-Amz-Signature');
  const signed = isInAddress ? signedAddress(url) : signedHeaders(request);
  const madeAt = parseDate(signed.date);
  const livesMs = isInAddress ? Number(url.searchParams.get('X-Amz-Expires')) * 1000 : longestSkewMs;
  if (Date.now() > madeAt + livesMs) throw new Refusal(403, 'RequestTimeTooSkewed');
  const [key, day, region, service, end] = signed.credential.split('/');
  if (key !== accessKeyId) throw new Refusal(403, 'InvalidAccessKeyId');
  const scope = [day, region, service, end].join('/');
  const text = ['AWS4-HMAC-SHA256', signed.date, scope, sha256(canonical(request, url, signed))].join('\n');
  const steps = [day, region, service, end].reduce<Buffer>(
    (secret, step) => hmac(secret, step ?? ''),
    Buffer.from(`AWS4${secretAccessKey}`),
  );
  const given = Buffer.from(signed.signature, 'hex');
  const right = hmac(steps, text);
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    throw new Refusal(403, 'SignatureDoesNotMatch');
  }
}

function signedAddress({ searchParams }: URL): Signed {
  return {
    credential: searchParams.get('X-Amz-Credential') ?? '',
    signedHeaders: searchParams.get('X-Amz-SignedHeaders') ?? '',
    signature: searchParams.get('X-Amz-Signature') ?? '',
    payload: 'UNSIGNED-PAYLOAD',
    date: searchParams.get('X-Amz-Date') ?? '',
  };
}

function signedHeaders({ headers }: IncomingMessage): Signed {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/;
  const [, credential, names, signature] = parts.exec(headers.authorization ?? '') ?? [];
  if (!credential || !names || !signature) throw new Refusal(403, 'AccessDenied');
  return {
    credential,
    signedHeaders: names,
    signature,
    payload: String(headers['x-amz-content-sha256']),
    date: String(headers['x-amz-date']),
  };
}

function canonical(request: IncomingMessage, url: URL, signed: Signed): string {
  const names = signed.signedHeaders.split(';');
  if (!names.includes('host')) throw new Refusal(403, 'AccessDenied');
  const query = [...url.searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const headers = names.map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const path = url.pathname.split('/').map((part) => encode(decodeURIComponent(part)));
  return [
    request.method,
    path.join('/'),
    query.join('&'),
    headers.join(''),
    signed.signedHeaders,
    signed.payload,
  ].join('\n');
}

/** RFC 3986: everything but letters, digits and `-._~`. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function parseDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function asRefusal(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(500, 'InternalError');
}

function refuse(response: ServerResponse, { status, code }: Refusal): void {
  response
    .writeHead(status, { 'content-type': 'application/xml' })
    .end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`);
}
