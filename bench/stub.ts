import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A platform with nothing but the visible call of X: it accepts, counts, and answers at once (or after STUB_DELAY_MS). It runs
 * as a process of its own, so that its work is not the measured one's.
 */
const delayMs = Number(process.env['STUB_DELAY_MS'] ?? 0);
const texts = new Set<string>();
let accepted = 0;

const server = createServer((request, response) => {
  if (request.url === '/count') {
    response.end(JSON.stringify({ accepted, distinct: texts.size }));
    return;
  }
  if (request.url === '/reset') {
    accepted = 0;
    texts.clear();
    response.end('{}');
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { text } = JSON.parse(Buffer.concat(chunks).toString()) as { text: string };
    accepted += 1;
    texts.add(text);
    const body = `{"data":{"id":"${accepted}","text":${JSON.stringify(text)}}}`;
    const answer = () => response.writeHead(201, { 'content-type': 'application/json' }).end(body);
    if (delayMs > 0) setTimeout(answer, delayMs);
    else answer();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
