import type { Readable } from 'node:stream';

/** How a file is served by the store itself. */
export interface ServedAs {
  mimeType: string;
  /** For whom saves it. */
  name: string;
  seconds: number;
}

/**
 * Where the bytes of files lie, by key. What is put there never changes. Every method throws MediaError with `later` when the store
 * cannot be reached, and MEDIA_NOT_FOUND when nothing lies under the key.
 */
export abstract class MediaStore {
  /** Takes the file at `path`, which may be gone afterwards. It is safe on disk when this resolves. */
  abstract put(key: string, path: string, mimeType: string): Promise<void>;

  /** The bytes from `start` to `end`, both included. */
  abstract read(key: string, range: { start: number; end: number }): Promise<Readable>;

  /** The file on this machine's disk for as long as `work` takes. */
  abstract lend<Result>(key: string, work: (path: string) => Promise<Result>): Promise<Result>;

  /** An address at the store itself that anybody can fetch from for a while; null when this store has none. */
  abstract publicAddress(key: string, served: ServedAs): Promise<string | null>;

  /** Nothing lies under the key afterwards, whether something did before or not. */
  abstract remove(key: string): Promise<void>;
}
