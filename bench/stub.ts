import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A platform with nothing but the visible call of X: it accepts, notes when each text came first, and answers at once (or after
 * STUB_DELAY_MS). It runs as a process of its own, so that its work is not the measured one's.
 */
const delayMs = Number(process.env['STUB_DELAY_MS'] ?? 0);
const arrivals = new Map<string, number>();
let accepted = 0;
/** Goes on over resets: an id is never given twice, and none of the rows of the past has it. */
let lastId = 1_000_000_000;
let waiting = 0;

const server = createServer((request, response) => {
  if (request.url === '/count') {
    response.end(JSON.stringify({ accepted, distinct: arrivals.size, waiting }));
    return;
  }
  if (request.url === '/arrivals') {
    response.end(JSON.stringify([...arrivals]));
    return;
  }
  if (request.url === '/reset') {
    accepted = 0;
    arrivals.clear();
    response.end('{}');
    return;
  }
  const arrivedAt = Date.now();
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const { text } = JSON.parse(Buffer.concat(chunks).toString()) as { text: string };
    accepted += 1;
    if (!arrivals.has(text)) arrivals.set(text, arrivedAt);
    lastId += 1;
    const body = `{"data":{"id":"${lastId}","text":${JSON.stringify(text)}}}`;
    waiting += 1;
    const answer = () => {
      waiting -= 1;
      response.writeHead(201, { 'content-type': 'application/json' }).end(body);
    };
    if (delayMs > 0) setTimeout(answer, delayMs);
    else answer();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
