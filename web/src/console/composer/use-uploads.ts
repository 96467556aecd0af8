import { useEffect, useState } from 'react';
import { texts } from '../../shared/texts/console-texts.ts';
import { currentToken, endSession } from '../session/session.ts';
import type { MediaDraft } from './draft.ts';
import { thumbnailOf } from './thumbnail.ts';
import { uploadFile, type RunningUpload, type UploadOutcome } from './upload.ts';

/** More would leave the checks of the text waiting for a free line. */
const atOnce = 2;

export type TellMedia = (key: string, change: Partial<MediaDraft>) => void;

export interface Uploads {
  start: (key: string, file: File) => void;
  /** With the file that was chosen before. */
  retry: (key: string) => void;
  cancel: (key: string) => void;
}

/** Sends files one after the other, two at once, and tells what becomes of each. */
export function useUploads(tell: TellMedia): Uploads {
  const [queue] = useState(() => new UploadQueue());
  useEffect(() => queue.tellTo(tell), [queue, tell]);
  useEffect(() => () => queue.cancelAll(), [queue]);
  return queue;
}

class UploadQueue implements Uploads {
  private readonly files = new Map<string, File>();
  private readonly running = new Map<string, RunningUpload>();
  private waiting: string[] = [];
  private tell: TellMedia = () => undefined;

  tellTo(tell: TellMedia): void {
    this.tell = tell;
  }

  start(key: string, file: File): void {
    this.files.set(key, file);
    void thumbnailOf(file).then((picture) => this.files.has(key) && this.tell(key, { picture }));
    this.retry(key);
  }

  retry(key: string): void {
    this.tell(key, { state: { status: 'waiting' } });
    this.waiting.push(key);
    this.next();
  }

  cancel(key: string): void {
    this.files.delete(key);
    this.waiting = this.waiting.filter((each) => each !== key);
    this.running.get(key)?.cancel();
    this.running.delete(key);
    this.next();
  }

  cancelAll(): void {
    for (const key of this.files.keys()) this.cancel(key);
  }

  private next(): void {
    if (this.running.size >= atOnce) return;
    const key = this.waiting.shift();
    const file = key !== undefined && this.files.get(key);
    if (key === undefined || !file) return;
    this.tell(key, { state: { status: 'uploading', percent: 0 } });
    const upload = uploadFile(file, currentToken(), (percent) =>
      this.tell(key, { state: { status: 'uploading', percent } }),
    );
    this.running.set(key, upload);
    void upload.outcome.then((outcome) => this.end(key, outcome));
    this.next();
  }

  private end(key: string, outcome: UploadOutcome): void {
    this.running.delete(key);
    this.tell(key, changeAfter(outcome));
    if (outcome.status === 'refused' && outcome.httpStatus === 401) endSession('ACCESS_ENDED');
    this.next();
  }
}

function changeAfter(outcome: UploadOutcome): Partial<MediaDraft> {
  switch (outcome.status) {
    case 'uploaded': {
      const { id: uploadId, type, file: facts } = outcome.media;
      return { type, state: { status: 'uploaded', uploadId, facts } };
    }
    case 'refused': {
      // Trouble of the service and haste pass; the rest is about the file or the right to send it.
      const mayPass = outcome.httpStatus >= 500 || outcome.httpStatus === 429;
      const reason = outcome.reason ?? texts.words.unexpected;
      return { state: { status: mayPass ? 'failed' : 'refused', reason } };
    }
    case 'unreachable':
      return { state: { status: 'failed', reason: texts.words.networkTrouble } };
  }
}
