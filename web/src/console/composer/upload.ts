import type { components } from '@social-integration/client';

export type UploadedMedia = components['schemas']['MediaDto'];

export type UploadOutcome =
  | { status: 'uploaded'; media: UploadedMedia }
  | { status: 'refused'; httpStatus: number; reason: string | null }
  | { status: 'unreachable' };

export interface RunningUpload {
  outcome: Promise<UploadOutcome>;
  cancel: () => void;
}

/**
 * Sends one file. XMLHttpRequest, because fetch does not tell how far the sending has come. A cancelled upload has no outcome.
 */
export function uploadFile(file: File, token: string, tellPercent: (percent: number) => void): RunningUpload {
  const request = new XMLHttpRequest();
  const outcome = new Promise<UploadOutcome>((resolve) => {
    request.upload.onprogress = ({ loaded, total }) => tellPercent(Math.floor((loaded / total) * 100));
    request.onload = () => resolve(outcomeOf(request));
    request.onerror = () => resolve({ status: 'unreachable' });
  });
  const form = new FormData();
  form.append('file', file);
  request.open('POST', '/api/v1/social/media');
  request.setRequestHeader('authorization', `Bearer ${token}`);
  request.send(form);
  return { outcome, cancel: () => request.abort() };
}

function outcomeOf({ status, responseText }: XMLHttpRequest): UploadOutcome {
  const body = parsed(responseText);
  if (status === 201 && body) return { status: 'uploaded', media: body as UploadedMedia };
  const detail = (body as { detail?: unknown } | null)?.detail;
  return { status: 'refused', httpStatus: status, reason: typeof detail === 'string' ? detail : null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Something between us and the service answered in its own way.
    return null;
  }
}
