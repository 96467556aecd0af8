import { useRef } from 'react';
import { randomName } from './random-name.ts';

export interface SubmissionKey {
  /** The `Idempotency-Key` of this content: the same again for as long as the same is tried again. */
  of: (content: unknown) => string;
  /** It was carried out; the same content once more is another wish. */
  done: () => void;
}

/** A person who presses again because no answer came means the same submission, and the service must know that. */
export function useSubmissionKey(): SubmissionKey {
  const open = useRef<{ content: string; key: string } | null>(null);
  return {
    of: (content) => {
      const text = JSON.stringify(content);
      if (open.current?.content !== text) open.current = { content: text, key: randomName() };
      return open.current.key;
    },
    done: () => {
      open.current = null;
    },
  };
}
