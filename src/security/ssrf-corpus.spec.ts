import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { buildConnector } from 'undici';
import { AppConfig } from '../config/app-config.ts';
import { CollectingHttp } from '../../test/support/collecting-http.ts';
import { SafeHttpError } from './safe-http.ts';

/** Hosts that stand for an address themselves, in every spelling that some software reads as one. */
const hostileHosts = [
  // Loopback: plain, decimal, octal, hex, mixed, short, padded, full-width, percent-encoded, with a dot at the end.
  '127.0.0.1 127.0.0.2 127.255.255.254 127.1 127.0.1 2130706433 017700000001 0x7f000001 0x7F.0.0.1 0x7f.0x0.0x0.0x1',
  '0177.0.0.1 0177.0x0.1 0177.0000.0000.0001 127.000.000.001 127.0.0.1. 0x7f.1 127.0x1 ①②⑦.⓪.⓪.① 127。0。0。1 %31%32%37.0.0.1',
  // This host and this network.
  '0 0.0.0.0 0.1.2.3 0x0 00000000 0.0.0.0.',
  // Private networks.
  '10.0.0.1 10.255.255.255 10.1 167772161 012.0.0.1 0xa.0.0.1 172.16.0.1 172.31.255.255 2886729729 192.168.0.1 192.168.1 3232235521 0xc0a80001 0300.0250.0.1',
  // Carrier-grade NAT, link-local and the metadata services of clouds.
  '100.64.0.1 100.127.255.255 100.100.100.200 169.254.0.1 169.254.169.254 169.254.170.2 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.43518 192.0.0.192',
  // Set aside: protocol assignments, documentation, benchmarks, AMT, AS112, 6to4 relays, multicast, the future, broadcast.
  '192.0.0.1 192.0.2.1 198.51.100.7 203.0.113.9 198.18.0.1 198.19.255.255 192.52.193.1 192.31.196.1 192.175.48.1 192.88.99.1',
  '224.0.0.1 239.255.255.255 240.0.0.1 254.1.1.1 255.255.255.255 4294967295',
  // IPv6: nothing, loopback, mapped, compatible, translated.
  '[::] [::1] [0:0:0:0:0:0:0:1] [0000::0001] [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1] [::ffff:a9fe:a9fe] [::ffff:0:0] [0:0:0:0:0:ffff:c0a8:1]',
  '[::127.0.0.1] [::7f00:1] [::8.8.8.8] [::ffff:0:127.0.0.1] [::ffff:0:7f00:1]',
  // IPv6 that hides an IPv4: NAT64, 6to4, Teredo.
  '[64:ff9b::127.0.0.1] [64:ff9b::a9fe:a9fe] [64:ff9b::808:808] [64:ff9b:1::7f00:1] [64:ff9b:1:fffe::10.0.0.1] [2002:7f00:1::] [2002:a9fe:a9fe::1] [2002:808:808::1] [2001:0:7f00:1::1] [2001::1]',
  // IPv6 of one's own network, multicast, documentation, benchmarks, ORCHID, discard, segment routing, and what is nobody's.
  '[fe80::1] [febf::1] [fec0::1] [feff::1] [fc00::1] [fd00:ec2::254] [fdff::1] [ff02::1] [ff05::1:3] [ff0e::1] [2001:db8::1] [3fff::1] [2001:2::1] [2001:10::1] [2001:20::1] [100::1] [5f00::1] [1000::1] [4000::1] [8000::1] [e000::1]',
].flatMap((line) => line.split(' '));

/** Names that mean this machine or this network. The name server of this test calls all of them public. */
const localNames = [
  'localhost LOCALHOST localhost. foo.localhost localhost.localdomain printer.local metadata.google.internal instance-data.ec2.internal',
  'router.lan wiki.intranet nas.home.arpa intranet metadata kubernetes postgres.',
].flatMap((line) => line.split(' '));

/** Whole addresses that are wrong in another way. */
const wrongAddresses = [
  'http://files.example/a.jpg',
  'ftp://files.example/a.jpg',
  'file:///etc/passwd',
  'data:image/png;base64,AAAA',
  'gopher://127.0.0.1:6379/_INFO',
  'javascript:alert(1)',
  'ws://files.example/',
  'blob:https://files.example/1',
  'https://files.example:22/',
  'https://files.example:25/',
  'https://files.example:80/',
  'https://files.example:6379/',
  'https://files.example:8443/',
  'https://files.example:65535/',
  'https://files.example:65536/',
  'https://user@files.example/',
  'https://user:password@files.example/',
  'https://:password@files.example/',
  'https://files.example@127.0.0.1/',
  'https://files.example%40127.0.0.1/',
  'https://127.0.0.1#@files.example/',
  'https://127.0.0.1?@files.example/',
  'https://127.0.0.1\\@files.example/',
  'https://[fe80::1%25eth0]/',
  'https://[fe80::1%eth0]/',
  'https://[::1/',
  'https://256.256.256.256/',
  'https://',
  '//files.example/a.jpg',
  'files.example/a.jpg',
  '',
];

/** What a hostile name server answers for a name that looks harmless. */
const hostileAnswers = [
  '127.0.0.1|10.0.0.8|172.20.1.1|192.168.0.10|169.254.169.254|100.64.3.3|0.0.0.0|224.0.0.251|255.255.255.255|198.18.0.5|203.0.113.5',
  '::1|::|fe80::1|fe80::1%eth0|fd00:ec2::254|::ffff:127.0.0.1|::ffff:a9fe:a9fe|::7f00:1|64:ff9b::a00:1|64:ff9b:1::a00:1|2002:7f00:1::|2001:0:7f00:1::1|ff02::1|2001:db8::5',
  '93.184.216.34 127.0.0.1|127.0.0.1 93.184.216.34|93.184.216.34 2606:4700::1 ::1|2606:4700::1 ::ffff:10.0.0.1|1.1.1.1 8.8.8.8 9.9.9.9 169.254.169.254',
].flatMap((line) => line.split('|'));

/** Ordinary places of files; the name server of this test gives each a public address. */
const goodAddresses = [
  ...'example.com www.example.com cdn.example.net a.b.c.d.example.org my-club.example images.club-1.example xn--mnchen-3ya.example'
    .split(' ')
    .map((host) => `https://${host}/photo.jpg`),
  ...'s3.amazonaws.com bucket.s3.eu-central-1.amazonaws.com storage.googleapis.com res.cloudinary.com images.unsplash.com i.imgur.com upload.wikimedia.org scontent.xx.fbcdn.net pbs.twimg.com media.licdn.com dl.dropboxusercontent.com lh3.googleusercontent.com cdn.shopify.com static.wixstatic.com d111111abcdef8.cloudfront.net club.blob.core.windows.net assets.vercel-storage.com raw.githubusercontent.com'
    .split(' ')
    .map((host) => `https://${host}/a/b/clip.mp4?token=abc&expires=1`),
  'https://8.8.8.8/a.jpg',
  'https://1.1.1.1/a.jpg',
  'https://93.184.216.34/a.jpg',
  'https://172.15.255.255/a.jpg',
  'https://172.32.0.1/a.jpg',
  'https://11.0.0.1/a.jpg',
  'https://9.255.255.255/a.jpg',
  'https://126.255.255.255/a.jpg',
  'https://128.0.0.1/a.jpg',
  'https://100.63.255.255/a.jpg',
  'https://100.128.0.1/a.jpg',
  'https://169.253.1.1/a.jpg',
  'https://192.167.1.1/a.jpg',
  'https://223.255.255.254/a.jpg',
  'https://[2606:4700:4700::1111]/a.jpg',
  'https://[2001:4860:4860::8888]/a.jpg',
  'https://[2a00:1450:4001::200e]/a.jpg',
  'https://[2620:fe::fe]/a.jpg',
  'https://[::ffff:8.8.8.8]/a.jpg',
  'https://example.com:443/a.jpg',
  'HTTPS://EXAMPLE.COM/A.JPG',
  'https://example.com./a.jpg',
  'https://localhost.example.com/a.jpg',
  'https://internal.example.com/a.jpg',
  'https://example.com/127.0.0.1/a.jpg?u=http://localhost/',
  'https://bücher.example/größe.jpg',
  'https://example.com/a.jpg#page',
];

const hostile = [...hostileHosts, ...localNames]
  .map((host) => `https://${host}/a.jpg`)
  .concat(wrongAddresses);

let server: Server;
let requests: string[] = [];
let http: PlayedInternet;

beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    const to = new URL(request.url ?? '', 'http://x').searchParams.get('redirect-to');
    if (to === null) response.end('file');
    // A header is ASCII; a host may be percent-encoded.
    else response.writeHead(302, { location: to.replace(/[^ -~]+/g, encodeURIComponent) }).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

beforeEach(() => {
  requests = [];
  http = new PlayedInternet();
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

describe('The corpus of addresses', () => {
  it('is large enough to mean something', () => {
    expect(new Set(hostile).size).toBeGreaterThanOrEqual(150);
    expect(hostileAnswers.length).toBeGreaterThanOrEqual(30);
    expect(new Set(goodAddresses).size).toBeGreaterThanOrEqual(50);
  });

  it('of hostile addresses is refused whole, and nothing is connected to', async () => {
    const passed: string[] = [];
    for (const address of hostile) if ((await outcomeOf(address)) !== 'refused') passed.push(address);

    expect(passed).toEqual([]);
    expect([http.dialled, requests]).toEqual([[], []]);
  });

  it('of hostile addresses is refused whole where a good address redirects to it', async () => {
    const passed: string[] = [];
    // What names no scheme would be a path, or another host, on the good server's terms, and fine.
    const targets = hostile.filter((address) => /^\w+:/.test(address));
    for (const address of targets) {
      const start = `https://good.example/?redirect-to=${encodeURIComponent(address)}`;
      const outcome = await outcomeOf(start);
      if (outcome !== 'refused') passed.push(`${address}: ${outcome}`);
    }

    expect(passed).toEqual([]);
    expect(new Set(http.dialled)).toEqual(new Set(['93.184.216.34']));
  });

  it('of hostile addresses gets nothing posted, and none passes the look that asks no name server unless it is a name', async () => {
    const [passed, unseen]: [string[], string[]] = [[], []];

    for (const address of hostile) {
      if ((await postOutcomeOf(address)) !== 'refused') passed.push(address);
      if (http.refusalOf(address) === null) unseen.push(address);
    }

    expect(passed).toEqual([]);
    expect(unseen).toEqual([]);
    expect([http.dialled, requests]).toEqual([[], []]);
  });

  it('of good addresses is posted to, and a redirect is an answer like any other', async () => {
    const sent = { body: '{}', headers: {}, timeoutMs: 5_000 };

    const good = await http.post('https://good.example/', sent);
    const redirect = await http.post('https://good.example/?redirect-to=https://127.0.0.1/', sent);

    expect([good, redirect]).toMatchObject([{ status: 200 }, { status: 302 }]);
    expect(requests).toHaveLength(2);
  });

  it('of answers by a hostile name server is refused whole, and nothing is connected to', async () => {
    const passed: string[] = [];
    for (const answer of hostileAnswers) {
      http.answers = () => answer.split(' ');
      if ((await outcomeOf('https://files.example/a.jpg')) !== 'refused') passed.push(answer);
      if ((await postOutcomeOf('https://files.example/a.jpg')) !== 'refused') passed.push(`post ${answer}`);
    }

    expect(passed).toEqual([]);
    expect([http.dialled, requests]).toEqual([[], []]);
  });

  it('of good addresses passes whole, each to the address that was checked', async () => {
    const refused: string[] = [];
    for (const address of goodAddresses) {
      const outcome = await outcomeOf(address);
      if (outcome !== 'file') refused.push(`${address}: ${outcome}`);
    }

    expect(refused).toEqual([]);
    expect(requests).toHaveLength(goodAddresses.length);
  });
});

describe('A name server that changes its mind', () => {
  it('is asked once a connection, and what it said first is what is connected to', async () => {
    const said = [['93.184.216.34'], ['127.0.0.1']];
    http.answers = () => said.shift() ?? ['127.0.0.1'];

    const first = await outcomeOf('https://rebind.example/a.jpg');
    http.forgetConnections();
    const second = await outcomeOf('https://rebind.example/a.jpg');

    expect([first, second]).toEqual(['file', 'refused']);
    expect(http.dialled).toEqual(['93.184.216.34']);
  });

  it('between two hops of a redirect gets nowhere', async () => {
    const said = [['93.184.216.34'], ['10.0.0.1']];
    http.answers = () => said.shift() ?? [];

    const outcome = await outcomeOf('https://one.example/?redirect-to=https://two.example/');

    expect(outcome).toBe('refused');
    expect(http.dialled).toEqual(['93.184.216.34']);
  });
});

describe('A socket that ends somewhere else than it was dialled to', () => {
  it.each(['127.0.0.1', '10.0.0.1', '::1', undefined])('at %s is not spoken to', async (far) => {
    http.farEnd = () => far;

    const outcome = await outcomeOf('https://example.com/a.jpg');

    expect(outcome).toBe('refused');
    expect(requests).toEqual([]);
  });
});

describe('A redirect', () => {
  it('is followed three times, and not a fourth time', async () => {
    const nest = (count: number): string =>
      count === 0
        ? 'https://good.example/'
        : `https://good.example/?redirect-to=${encodeURIComponent(nest(count - 1))}`;

    const outcomes = [await outcomeOf(nest(3)), await outcomeOf(nest(4))];

    expect(outcomes).toEqual(['file', 'status']);
  });

  it('to a path is one on the same server', async () => {
    expect(await outcomeOf('https://good.example/?redirect-to=/b.jpg')).toBe('file');
    expect(requests.at(-1)).toBe('/b.jpg');
  });
});

/** Plays the name server and the internet behind it: whatever is dialled, a server of this test answers. */
class PlayedInternet extends CollectingHttp {
  answers: (name: string) => string[] = () => ['93.184.216.34'];
  farEnd: (dialled: string) => string | undefined = (dialled) => dialled;
  readonly dialled: string[] = [];

  constructor() {
    super(
      AppConfig.from({
        JWT_SECRET: 'x'.repeat(32),
        TOKEN_ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}`,
      }),
    );
  }

  /** The next request needs a connection of its own. */
  forgetConnections(): void {
    server.closeIdleConnections();
  }

  protected override async resolve(name: string): Promise<string[]> {
    return this.answers(name);
  }

  protected override dial(options: buildConnector.Options, callback: buildConnector.Callback): void {
    this.dialled.push(options.hostname);
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    socket.once('connect', () => {
      Object.defineProperty(socket, 'remoteAddress', { value: this.farEnd(options.hostname) });
      callback(null, socket);
    });
  }
}

async function outcomeOf(address: string): Promise<string> {
  try {
    return (await http.download(address, { maxBytes: 100 })).bytes.toString();
  } catch (error) {
    return error instanceof SafeHttpError ? error.reason : String(error);
  }
}

async function postOutcomeOf(address: string): Promise<string> {
  try {
    return String((await http.post(address, { body: '{}', headers: {}, timeoutMs: 5_000 })).status);
  } catch (error) {
    return error instanceof SafeHttpError ? error.reason : String(error);
  }
}
