import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FormData, request } from 'undici';
import type { ApiAnswer } from './api-client.ts';
import { signToken, type TokenClaims } from './settings.ts';

export interface MediaView {
  id: string;
  type: 'IMAGE' | 'VIDEO';
  file: { mimeType: string; bytes: number; width: number | null; height: number | null };
  expiresAt: string;
}

export interface FormPart {
  field?: string;
  name?: string;
  mimeType?: string;
  bytes: Buffer | string;
}

/** Uploads as a CRM would, by a form with these parts; a part without a name is a plain field. */
export async function upload<Body = MediaView>(
  baseUrl: string,
  parts: FormPart[],
  claims: TokenClaims = {},
): Promise<ApiAnswer<Body>> {
  const form = new FormData();
  for (const { field = 'file', name, mimeType = 'application/octet-stream', bytes } of parts) {
    if (name === undefined) form.append(field, bytes.toString());
    else form.append(field, new Blob([bytes], { type: mimeType }), name);
  }
  const { statusCode, headers, body } = await request(`${baseUrl}/api/v1/social/media`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await signToken(claims)}` },
    body: form,
  });
  return { status: statusCode, headers, body: (await body.json()) as Body };
}

/** Every file below a folder; none when it is not there. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
