import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { notKept } from './media.errors.ts';
import { MediaStore } from './media.store.ts';

/** Files in a folder, spread over 256 ones below it. The work folder lies inside, so that taking a file in is one renaming. */
export class FolderStore extends MediaStore {
  readonly #root: string;

  constructor(root: string) {
    super();
    this.#root = root;
  }

  async put(key: string, path: string): Promise<void> {
    const target = this.#pathOf(key);
    await mkdir(dirname(target), { recursive: true });
    await flush(path, 'r+');
    await rename(path, target);
    await flush(dirname(target), 'r');
  }

  async read(key: string, range: { start: number; end: number }): Promise<Readable> {
    const stream = createReadStream(this.#pathOf(key), range);
    try {
      await once(stream, 'open');
    } catch (error) {
      throw asMissing(error);
    }
    return stream;
  }

  async lend<Result>(key: string, work: (path: string) => Promise<Result>): Promise<Result> {
    return await work(this.#pathOf(key));
  }

  async publicAddress(): Promise<null> {
    return null;
  }

  async remove(key: string): Promise<void> {
    await rm(this.#pathOf(key), { force: true });
  }

  /** Ids begin with the time they were made at and end with chance, so the last two digits spread evenly. */
  #pathOf(key: string): string {
    return join(this.#root, key.slice(-2), key);
  }
}

/** Without this a power cut could leave an empty file under a row that says READY. */
async function flush(path: string, flags: 'r' | 'r+'): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function asMissing(error: unknown): unknown {
  return (error as { code?: unknown }).code === 'ENOENT' ? notKept() : error;
}
