import { Writable } from 'node:stream';
import { SafeHttp } from '../../src/security/safe-http.ts';

/** Downloads into memory, so that a test sees what came. */
export class CollectingHttp extends SafeHttp {
  async download(
    address: string,
    limits: { maxBytes: number },
  ): Promise<{ bytes: Buffer; contentType: string | null }> {
    const chunks: Buffer[] = [];
    const collect = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        chunks.push(chunk);
        done();
      },
    });
    const { contentType } = await this.downloadTo(address, collect, limits);
    return { bytes: Buffer.concat(chunks), contentType };
  }
}
