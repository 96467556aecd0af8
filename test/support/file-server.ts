import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

const kinds = {
  mp4: { mediaType: 'video/mp4', head: '\0\0\0\x18ftypisom\0\0\x02\0isomavc1' },
  gif: { mediaType: 'image/gif', head: 'GIF89a' },
  jpg: { mediaType: 'image/jpeg', head: '\xff\xd8\xff\xe0' },
  /** Says that it is a video, and is none. */
  fake: { mediaType: 'video/mp4', head: 'RIFF' },
} as const;

type Kind = keyof typeof kinds;

const blockBytes = 65_536;

/** Files of any size, made while they are read; their first bytes tell their type, and every block differs from the others. */
export class FileServer {
  private constructor(private readonly server: Server) {}

  static async start(): Promise<FileServer> {
    const server = createServer((request, response) => {
      const [, bytes, kind] = /^\/(\d+)\.(\w+)$/.exec(request.url ?? '') ?? [];
      const type = kinds[kind as Kind];
      response.writeHead(200, { 'content-type': type.mediaType, 'content-length': bytes });
      Readable.from(blocksOf(kind as Kind, Number(bytes))).pipe(response);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new FileServer(server);
  }

  address(kind: Kind, bytes: number): string {
    const { port } = this.server.address() as AddressInfo;
    return `http://127.0.0.1:${port}/${bytes}.${kind}`;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

export function* blocksOf(kind: Kind, bytes: number): Generator<Buffer> {
  for (let start = 0; start < bytes; start += blockBytes) {
    const block = Buffer.alloc(Math.min(blockBytes, bytes - start), `block ${start};`);
    if (start === 0) block.write(kinds[kind].head, 'latin1');
    yield block;
  }
}
