import { AppError, invalidFields } from '../../kernel/app-error.ts';
import { MediaError } from './media.errors.ts';

/** Why an upload was not taken, for the caller of the API. Anything that is no MediaError is given back as it is. */
export function asAppError(error: unknown): unknown {
  if (!(error instanceof MediaError)) return error;
  const { code, message } = error;
  return new AppError({ kind: kindOf(code), code, message });
}

function kindOf(code: string): AppError['kind'] {
  if (code === 'MEDIA_TOO_LARGE') return 'too-large';
  if (code === 'MEDIA_NOT_RECOGNISED') return 'unsupported';
  return code === 'MEDIA_STORE_UNAVAILABLE' ? 'unavailable' : 'invalid';
}

export function notMultipart(): AppError {
  return new AppError({
    kind: 'unsupported',
    code: 'UNSUPPORTED_MEDIA_TYPE',
    message: 'Send the file as multipart/form-data, in a field called file.',
  });
}

export function fileMissing(): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'MEDIA_FILE_MISSING',
    message: 'The form holds no file. Put one into a field called file.',
  });
}

export function oneFileOnly(): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'MEDIA_ONE_FILE',
    message: 'The form holds more than one file. Upload each file by a request of its own.',
  });
}

export function uploadCut(): AppError {
  return new AppError({
    kind: 'invalid',
    code: 'MEDIA_UPLOAD_CUT',
    message: 'The upload ended before the file did. Upload it again.',
  });
}

export function unknownField(field: string): AppError {
  return invalidFields([
    {
      field: field.slice(0, 60),
      code: 'UNKNOWN_FIELD',
      message: 'An upload has one field, a file, called file.',
    },
  ]);
}
