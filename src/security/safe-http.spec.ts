import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AppConfig } from '../config/app-config.ts';
import { CollectingHttp } from '../../test/support/collecting-http.ts';
import { SafeHttpError } from './safe-http.ts';

const refusedForms = [
  'https://127.0.0.1/a.jpg',
  'https://127.1/a.jpg',
  'https://2130706433/a.jpg',
  'https://0x7f000001/a.jpg',
  'https://0x7f.0.0.1/a.jpg',
  'https://0177.0.0.1/a.jpg',
  'https://0177.0x0.1/a.jpg',
  'https://127.000.000.001/a.jpg',
  'https://0/a.jpg',
  'https://0.0.0.0/a.jpg',
  'https://10.0.0.8/a.jpg',
  'https://172.16.0.1/a.jpg',
  'https://172.31.255.255/a.jpg',
  'https://192.168.1.1/a.jpg',
  'https://100.64.0.1/a.jpg',
  'https://169.254.169.254/latest/meta-data/',
  'https://2852039166/latest/meta-data/',
  'https://192.0.0.192/a.jpg',
  'https://198.18.0.1/a.jpg',
  'https://224.0.0.1/a.jpg',
  'https://240.0.0.1/a.jpg',
  'https://255.255.255.255/a.jpg',
  'https://[::]/a.jpg',
  'https://[::1]/a.jpg',
  'https://[0:0:0:0:0:0:0:1]/a.jpg',
  'https://[::ffff:127.0.0.1]/a.jpg',
  'https://[::ffff:7f00:1]/a.jpg',
  'https://[::ffff:a9fe:a9fe]/a.jpg',
  'https://[::7f00:1]/a.jpg',
  'https://[64:ff9b::7f00:1]/a.jpg',
  'https://[64:ff9b:1::7f00:1]/a.jpg',
  'https://[2002:7f00:1::]/a.jpg',
  'https://[2001:0:7f00:1::1]/a.jpg',
  'https://[fe80::1]/a.jpg',
  'https://[fec0::1]/a.jpg',
  'https://[fc00::1]/a.jpg',
  'https://[fd12:3456::1]/a.jpg',
  'https://[ff02::1]/a.jpg',
  'https://[2001:db8::1]/a.jpg',
  'https://localhost/a.jpg',
  'https://LOCALHOST/a.jpg',
  'https://127。0。0。1/a.jpg',
  'https://①②⑦.0.0.1/a.jpg',
  'https://127.0.0.1%2f@files.example/a.jpg',
  'https://files.example@127.0.0.1/a.jpg',
  'https://user:pass@files.example/a.jpg',
  'https://files.example:8443/a.jpg',
  'https://files.example:22/',
  'http://files.example/a.jpg',
  'ftp://files.example/a.jpg',
  'file:///etc/passwd',
  'data:text/plain,hello',
  'gopher://127.0.0.1:70/',
  'javascript:alert(1)',
  'https://',
  'not an address',
  '',
];

const clients: CollectingHttp[] = [];
let server: Server;
let answer: RequestListener;
let requests: string[];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'safe-http-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  requests = [];
  answer = (_request, response) => response.setHeader('content-type', 'image/png').end('picture');
  server = createServer((request, response) => {
    requests.push(`${request.headers.host} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.onApplicationShutdown()));
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('SafeHttp on the public internet', () => {
  it.each(refusedForms)('refuses %s', async (address) => {
    const http = client('false');

    const failure = await failureOf(http.download(address, { maxBytes: 100 }));

    expect(failure.reason).toBe('refused');
    expect(requests).toEqual([]);
  });

  it.each([
    '10.0.0.1',
    '127.0.0.1',
    '93.184.216.34 127.0.0.1',
    '2606:4700::1 ::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '169.254.169.254',
  ])('refuses a name that resolves to %s', async (addresses) => {
    const http = client('false', addresses.split(' '));

    const failure = await failureOf(http.download('https://files.example/a.jpg', { maxBytes: 100 }));

    expect(failure.reason).toBe('refused');
  });

  it('gives up on a name server that keeps silent', async () => {
    const http = client('false').patientFor({ lookupMs: 20 });
    http.silence();

    const download = await failureOf(http.download('https://files.example/a.jpg', { maxBytes: 100 }));
    const message = await failureOf(
      http.post('https://files.example/a', { body: '', headers: {}, timeoutMs: 10_000 }),
    );

    for (const failure of [download, message])
      expect(failure).toMatchObject({
        reason: 'unreachable',
        message: 'The name files.example was not looked up in time.',
      });
  });

  it('asks the name server once, so that a second answer cannot be another one', async () => {
    const http = client('false', ['127.0.0.1']);

    await failureOf(http.download('https://files.example/a.jpg', { maxBytes: 100 }));

    expect(http.lookups).toEqual(['files.example']);
  });
});

describe('SafeHttp where private addresses are allowed', () => {
  it('downloads a file and tells its type', async () => {
    const http = client('true');

    const file = await http.download(here('/a.png'), { maxBytes: 100 });

    expect(file).toEqual({ bytes: Buffer.from('picture'), contentType: 'image/png' });
  });

  it('connects to the resolved address and still names the host', async () => {
    const http = client('true', ['127.0.0.1']);
    const { port } = server.address() as AddressInfo;

    await http.download(`http://files.example:${port}/a.png`, { maxBytes: 100 });

    expect(requests).toEqual([`files.example:${port} /a.png`]);
  });

  it('still refuses the metadata service', async () => {
    const failure = await failureOf(client('true').download('http://169.254.169.254/', { maxBytes: 100 }));

    expect(failure.reason).toBe('refused');
  });

  it('gives up on a server that redirects in a circle', async () => {
    answer = (_request, response) => response.writeHead(302, { location: '/b.png' }).end();

    const failure = await failureOf(client('true').download(here('/a.png'), { maxBytes: 100 }));

    expect(failure.reason).toBe('status');
    expect(requests).toHaveLength(4);
  });

  it('stops reading at the size limit', async () => {
    answer = (_request, response) => response.end(Buffer.alloc(200));

    const failure = await failureOf(client('true').download(here('/a.png'), { maxBytes: 100 }));

    expect(failure).toMatchObject({ reason: 'too-large', message: expect.stringContaining('100 bytes') });
  });

  it('gives up on a server that says nothing', async () => {
    answer = () => undefined;

    const failure = await failureOf(client('true').download(here('/a.png'), { maxBytes: 100 }));

    expect(failure.reason).toBe('unreachable');
  });
});

describe('SafeHttp with large files and bad servers', () => {
  it('writes a file to disk while it arrives, however long that takes beyond the patience for an answer', async () => {
    const pieces = 12;
    answer = (_request, response) => sendSlowly(response, pieces, 60);
    const http = client('true').patientFor({ answerMs: 300, idleMs: 2_000, totalMs: 30_000 });
    const path = join(folder, 'slow');

    await http.downloadTo(here('/slow.mp4'), createWriteStream(path), { maxBytes: 1_000_000 });

    expect((await stat(path)).size).toBe(pieces * 1_000);
  });

  it.each([
    ['falls silent in the middle', { idleMs: 300, totalMs: 30_000 }],
    ['never comes to an end', { idleMs: 5_000, totalMs: 400 }],
  ])('gives up on a server that %s', async (_what, patience) => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100000' });
      response.write('start');
      const drip = patience.idleMs > 1_000 ? setInterval(() => response.write('.'), 50) : undefined;
      response.once('close', () => clearInterval(drip));
    };
    const http = client('true').patientFor({ answerMs: 300, ...patience });

    const failure = await failureOf(http.download(here('/a.png'), { maxBytes: 1_000_000 }));

    expect(failure.reason).toBe('unreachable');
  });

  it('does not take half a file for a whole one', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write(Buffer.alloc(500), () => response.destroy());
    };

    const failure = await failureOf(client('true').download(here('/a.png'), { maxBytes: 10_000 }));

    expect(failure.reason).toBe('unreachable');
  });

  it('stops at the size limit where the server does not say how large the file is', async () => {
    answer = (_request, response) => sendSlowly(response, 1_000, 1);

    const failure = await failureOf(client('true').download(here('/a.png'), { maxBytes: 5_000 }));

    expect(failure.reason).toBe('too-large');
  });

  it('does not blame the server for a disk that cannot be written', async () => {
    const target = createWriteStream(join(folder, 'no', 'such', 'folder'));

    await expect(client('true').downloadTo(here('/a.png'), target, { maxBytes: 100 })).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('sends nothing along with a request but the request', async () => {
    let sent: string[] = [];
    answer = (request, response) => {
      sent = Object.keys(request.headers).sort();
      response.end();
    };

    await client('true').download(here('/a.png'), { maxBytes: 100 });

    expect(sent).toEqual(['connection', 'host']);
  });
});

class ClientWithNames extends CollectingHttp {
  readonly lookups: string[] = [];
  readonly #addresses: string[] | undefined;
  #isSilent = false;

  constructor(config: AppConfig, addresses: string[] | undefined) {
    super(config);
    this.#addresses = addresses;
  }

  patientFor(patience: { lookupMs?: number; answerMs?: number; idleMs?: number; totalMs?: number }): this {
    Object.assign(this.patience, patience);
    return this;
  }

  /** As if no name server answered any more. */
  silence(): void {
    this.#isSilent = true;
  }

  protected override async resolve(hostname: string): Promise<string[]> {
    this.lookups.push(hostname);
    if (this.#isSilent) return await new Promise(() => undefined);
    return this.#addresses ?? super.resolve(hostname);
  }
}

function client(allowPrivate: 'true' | 'false', addresses?: string[]): ClientWithNames {
  const config = AppConfig.from({
    JWT_SECRET: 'x'.repeat(32),
    TOKEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
    ALLOW_PRIVATE_ADDRESSES: allowPrivate,
    PLATFORM_TIMEOUT_MS: '500',
    PUBLISH_LEASE_SECONDS: '60',
  });
  const created = new ClientWithNames(config, addresses);
  clients.push(created);
  return created;
}

/** Pieces of 1,000 bytes, and no word about how many there will be. */
function sendSlowly(response: ServerResponse, pieces: number, everyMs: number): void {
  let sent = 0;
  const sending = setInterval(() => {
    response.write(Buffer.alloc(1_000));
    sent += 1;
    if (sent < pieces) return;
    clearInterval(sending);
    response.end();
  }, everyMs);
  response.once('close', () => clearInterval(sending));
}

function here(path: string): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
}

async function failureOf(download: Promise<unknown>): Promise<SafeHttpError> {
  const failure = await download.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof SafeHttpError) return failure;
  throw new Error(`Expected a SafeHttpError, got ${String(failure)}`);
}
