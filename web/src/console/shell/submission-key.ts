import { useRef } from 'react';

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
      if (open.current?.content !== text) open.current = { content: text, key: newKey() };
      return open.current.key;
    },
    done: () => {
      open.current = null;
    },
  };
}

/** A UUID of version 4 (RFC 9562). `crypto.randomUUID` is missing where the console is opened over plain http. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
