import { mediaKey, type MediaItem } from '../../kernel/post-content.ts';
import { ProviderError } from './provider.errors.ts';
import type { PrepareResult, ResumeState } from './provider.port.ts';

/** A file that waits on the platform for the post that names it. */
export interface Upload {
  /** Which file it is (`mediaKey`). */
  key: string;
  /** Milliseconds since 1970. */
  uploadedAt: number;
}

/** X and Facebook keep an unused upload for about a day; one that nears it is uploaded anew. */
const uploadLifeMs = 23 * 3_600_000;

export interface UploadSteps<Uploaded extends Upload> {
  earlier: Uploaded[];
  now: Date;
  /** Throws ProviderError. */
  upload(item: MediaItem): Promise<Uploaded>;
  /** What has been uploaded so far, as the state to resume from. */
  stateOf(uploads: Uploaded[]): ResumeState;
  save(resume: ResumeState): Promise<void>;
}

/** Uploads what is not there yet, and saves after each file, so that a crash repeats one upload at most. */
export async function uploadMissing<Uploaded extends Upload>(
  media: MediaItem[],
  steps: UploadSteps<Uploaded>,
): Promise<PrepareResult> {
  const uploads: Uploaded[] = [];
  try {
    for (const [index, item] of media.entries()) {
      const kept = steps.earlier[index];
      const isUsable = kept?.key === mediaKey(item) && kept.uploadedAt > steps.now.getTime() - uploadLifeMs;
      uploads.push(isUsable ? kept : await steps.upload(item));
      if (!isUsable) await steps.save(steps.stateOf(uploads));
    }
  } catch (error) {
    if (error instanceof ProviderError) return { status: 'failed', failure: error.failure };
    throw error;
  }
  return { status: 'ready', resume: uploads.length > 0 ? steps.stateOf(uploads) : {} };
}
