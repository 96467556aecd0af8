import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** A request whose body is also there as the bytes that came; a signature counts over these and nothing else. */
export type RequestWithBytes = FastifyRequest & { bytes?: Buffer };

const largestBody = 1024 * 1024;

/** Keeps the bytes of the bodies under `path`, where other programs sign what they send. */
export function keepBytesUnder(server: FastifyInstance, path: string): void {
  server.addHook('preParsing', async (request: RequestWithBytes, _reply, payload) => {
    if (!request.url.startsWith(path)) return payload;
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of payload as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > largestBody) throw tooLarge();
      chunks.push(chunk);
    }
    request.bytes = Buffer.concat(chunks);
    return Object.assign(Readable.from([request.bytes]), { receivedEncodedLength: size });
  });
}

function tooLarge(): Error {
  return Object.assign(new Error('The body is larger than 1 MiB.'), { statusCode: 413 });
}
