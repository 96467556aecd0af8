import { resolve } from 'node:path';

/** Where the files of posts lie: a folder, or a bucket of any store that speaks S3. */
export type MediaStoreSetting =
  | { kind: 'folder'; path: string }
  | {
      kind: 'bucket';
      bucket: string;
      /** In front of every key; empty, or ending in a slash. */
      prefix: string;
      /** Undefined: Amazon's own. */
      endpoint: string | undefined;
      region: string;
      /** The bucket stands in the path and not in the host name, as small stores want it. */
      forcePathStyle: boolean;
      /** Undefined: what the machine's role gives. */
      credentials: { accessKeyId: string; secretAccessKey: string } | undefined;
    };

const bucketParameters = ['endpoint', 'region', 'forcePathStyle'];

/** Reads `file:/path` or `s3://bucket/prefix?endpoint=…&region=…&forcePathStyle=true`. Adds to `problems` what is wrong. */
export function parseMediaStore(
  text: string,
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined,
  problems: string[],
): MediaStoreSetting {
  if (text.startsWith('file:')) {
    const path = text.slice('file:'.length).replace(/^\/\/(?=\/)/, '');
    if (path === '') problems.push('MEDIA_STORE names no folder: give file:/path');
    return { kind: 'folder', path: resolve(path) };
  }
  return bucketOf(text, credentials, problems);
}

function bucketOf(
  text: string,
  credentials: { accessKeyId: string; secretAccessKey: string } | undefined,
  problems: string[],
): MediaStoreSetting {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 's3:' || url.hostname === '') {
    problems.push('MEDIA_STORE must be file:/path or s3://bucket/prefix');
  }
  const unknown = [...(url?.searchParams.keys() ?? [])].filter((name) => !bucketParameters.includes(name));
  if (unknown.length > 0) {
    problems.push(`MEDIA_STORE does not know ${unknown.join(', ')}; it knows ${bucketParameters.join(', ')}`);
  }
  const endpoint = url?.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !/^https?:\/\//.test(endpoint)) {
    problems.push('MEDIA_STORE: endpoint must start with https:// or http://');
  }
  return {
    kind: 'bucket',
    bucket: url?.hostname ?? '',
    prefix: url?.pathname.replace(/^\/+|\/+$/g, '').replace(/(.)$/, '$1/') ?? '',
    endpoint,
    region: url?.searchParams.get('region') ?? 'us-east-1',
    forcePathStyle: url?.searchParams.get('forcePathStyle') === 'true',
    credentials,
  };
}
