import { SafeHttpError, type SafeHttpReason } from '../../security/safe-http.errors.ts';

/** Why a file cannot be had, in words for the author of the post. */
export class MediaError extends Error {
  readonly code: string;
  /** `later`: the same file may be had later; `never`: only another file helps. */
  readonly again: 'later' | 'never';

  constructor(code: string, message: string, again: 'later' | 'never') {
    super(message);
    this.name = 'MediaError';
    this.code = code;
    this.again = again;
  }
}

export function notRecognised(): MediaError {
  return new MediaError('MEDIA_NOT_RECOGNISED', 'This is no picture or video that can be posted. Use JPEG, PNG, GIF, WebP, MP4, MOV or WebM.', 'never');
}

export function damaged(what: 'picture' | 'video'): MediaError {
  return new MediaError('MEDIA_DAMAGED', `The ${what} is damaged or incomplete. Export it anew and try again.`, 'never');
}

export function tooLarge(maxBytes: number): MediaError {
  return new MediaError('MEDIA_TOO_LARGE', `The file is larger than the ${maxBytes} bytes that are allowed.`, 'never');
}

export function notKept(): MediaError {
  return new MediaError('MEDIA_NOT_FOUND', 'The file is not here: it was deleted, or its time has passed. Upload it again.', 'never');
}

/** `sourceUrl` null: the file was uploaded. */
export function ambiguous(sourceUrl: string | null, url: string): MediaError {
  const expected = sourceUrl ?? 'none, because the file was uploaded';
  return new MediaError('MEDIA_AMBIGUOUS', `The url is not that of the file which uploadId names: expected ${expected}; it was ${url}. Leave out uploadId to show what lies at the url, or url to show the upload.`, 'never');
}

const codes: Record<SafeHttpReason, string> = {
  refused: 'MEDIA_ADDRESS_REFUSED',
  unreachable: 'MEDIA_NOT_FETCHED',
  status: 'MEDIA_NOT_FETCHED',
  'too-large': 'MEDIA_TOO_LARGE',
};

/** What became of a fetch, in the words of this module; anything but a SafeHttpError is given back as it is. */
export function asMediaError(error: unknown): unknown {
  if (!(error instanceof SafeHttpError)) return error;
  return new MediaError(codes[error.reason], error.message, error.reason === 'unreachable' ? 'later' : 'never');
}
