import { randomUUID } from 'node:crypto';

/**
 * A form with one file, as bytes (RFC 7578). FormData would hold each file in a Blob, whose memory the engine does not count: a
 * large file sent in pieces then stands in memory whole before anything of it is freed.
 */
export function multipartOf(
  fields: Record<string, string>,
  file: { field: string; bytes: Buffer },
): { bytes: Buffer; type: string } {
  const boundary = `part-${randomUUID()}`;
  const before = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const disposition = `Content-Disposition: form-data; name="${file.field}"; filename="${file.field}"`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([
      Buffer.from(`${before.join('')}--${boundary}\r\n${disposition}\r\n`),
      Buffer.from('Content-Type: application/octet-stream\r\n\r\n'),
      file.bytes,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]),
  };
}
