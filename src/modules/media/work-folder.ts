import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AppConfig } from '../../config/app-config.ts';
import { Clock } from '../../kernel/clock.ts';

/** Longer than any file is worked on. */
const strayAfterMs = 24 * 3_600_000;

/** Room on disk for files that are looked at; whoever takes a place gives it back, and what a crash left is swept up. */
@Injectable()
export class WorkFolder {
  readonly #path: string;
  readonly #clock: Clock;

  constructor(config: AppConfig, clock: Clock) {
    this.#path = config.media.workFolder;
    this.#clock = clock;
  }

  /** The path of an empty file, for as long as `work` takes; whatever is there then is removed. */
  async place<Result>(work: (path: string) => Promise<Result>): Promise<Result> {
    await mkdir(this.#path, { recursive: true });
    const path = join(this.#path, uuidv7());
    await writeFile(path, '', { flag: 'wx' });
    try {
      return await work(path);
    } finally {
      await rm(path, { force: true });
    }
  }

  /** Removes what a process that died has left. Gives how many files that were. */
  async sweep(): Promise<number> {
    await mkdir(this.#path, { recursive: true });
    let swept = 0;
    for (const name of await readdir(this.#path)) {
      const path = join(this.#path, name);
      const found = await stat(path).catch(() => undefined); // Its owner was faster.
      if (!found || this.#clock.now().getTime() - found.mtimeMs < strayAfterMs) continue;
      await rm(path, { force: true });
      swept += 1;
    }
    return swept;
  }
}

/**
 * Writes into the file of a place. A stream opens its file in its own time, even when it was destroyed before it got to that; it must
 * not make the file anew when the place has been given back by then.
 */
export function writeInto(place: string): WriteStream {
  return createWriteStream(place, { flags: 'r+' });
}
