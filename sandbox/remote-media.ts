import { request } from 'undici';

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** Only this machine: a sandbox must not become somebody's way into a network. */
const ALLOWED_HOSTS = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

export interface RemoteMedia {
  bytes: Buffer;
  mediaType: string;
}

export function isLocalAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return /^https?:$/.test(url.protocol) && ALLOWED_HOSTS.test(url.hostname);
}

/** Fetches media from a loopback address, without following redirects. @returns null when it cannot be had. */
export async function fetchMedia(address: string): Promise<RemoteMedia | null> {
  if (!isLocalAddress(address)) return null;
  try {
    const answer = await request(address, { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
    const isTooLarge = Number(answer.headers['content-length'] ?? 0) > MAX_BYTES;
    if (answer.statusCode !== 200 || isTooLarge) {
      await answer.body.dump();
      return null;
    }
    const bytes = Buffer.from(await answer.body.arrayBuffer());
    return { bytes, mediaType: String(answer.headers['content-type'] ?? '') };
  } catch {
    return null; // Whatever went wrong, the platform's answer is the same: it could not fetch the media.
  }
}
