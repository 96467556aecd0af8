import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { SafeHttp } from '../../security/safe-http.ts';
import { asMediaError } from './media.errors.ts';
import { WorkFolder, writeInto } from './work-folder.ts';

/** Fetches files from where their authors put them. */
@Injectable()
export class MediaFetch {
  readonly #maxBytes: number;

  constructor(
    config: AppConfig,
    private readonly http: SafeHttp,
    private readonly work: WorkFolder,
  ) {
    this.#maxBytes = config.media.maxBytes;
  }

  /** The file of an address on this machine's disk, for as long as `work` takes. Throws MediaError. */
  async fetch<Result>(url: string, work: (path: string) => Promise<Result>): Promise<Result> {
    return await this.work.place(async (path) => {
      const limits = { maxBytes: this.#maxBytes };
      await this.http.downloadTo(url, writeInto(path), limits).catch((error: unknown) => {
        throw asMediaError(error);
      });
      return await work(path);
    });
  }
}
