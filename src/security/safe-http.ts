import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, buildConnector, type Dispatcher, request } from 'undici';
import { AppConfig } from '../config/app-config.ts';
import { type AddressPolicy, mayConnectTo, refusalOf } from './outbound-address.ts';

const connectTimeoutMs = 3_000;
const longestDownloadMs = 10_000;

/**
 * - `refused`: the address is one we do not call; only another address helps.
 * - `unreachable`: no answer in time, or the name is not known; may work later.
 * - `status`: the server answered, but not with the file.
 * - `too-large`: the file has more bytes than were allowed.
 */
export type SafeHttpReason = 'refused' | 'unreachable' | 'status' | 'too-large';

/** Why a file could not be fetched, in words for the person who gave the address. */
export class SafeHttpError extends Error {
  readonly reason: SafeHttpReason;

  constructor(reason: SafeHttpReason, message: string) {
    super(message);
    this.name = 'SafeHttpError';
    this.reason = reason;
  }
}

export interface DownloadedFile {
  bytes: Buffer;
  contentType: string | null;
}

/**
 * Fetches from addresses that users gave, and cannot be talked into calling our own network: the name is resolved once,
 * every answer is checked, the checked address is the one connected to, and the socket's far end is checked again.
 */
@Injectable()
export class SafeHttp implements OnApplicationShutdown {
  readonly #policy: AddressPolicy;
  readonly #agent: Agent;
  readonly #deadlineMs: number;

  constructor(config: AppConfig) {
    this.#policy = config.allowPrivateAddresses ? 'private-too' : 'public';
    this.#deadlineMs = Math.min(config.platformTimeoutMs, longestDownloadMs);
    this.#agent = new Agent({ connect: this.#guardedConnector() });
  }

  /** Downloads at most `maxBytes` bytes. Follows no redirect. Throws SafeHttpError. */
  async download(address: string, limits: { maxBytes: number }): Promise<DownloadedFile> {
    const url = this.#requireAllowed(address);
    try {
      const response = await request(url, {
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(this.#deadlineMs),
      });
      await requireOk(response);
      const type = response.headers['content-type'];
      return {
        bytes: await readAtMost(response.body, limits.maxBytes),
        contentType: typeof type === 'string' ? type : null,
      };
    } catch (error) {
      throw asSafeHttpError(error, url);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#agent.close();
  }

  /** Every address of a name; a door for tests that play a hostile name server. */
  protected async resolve(hostname: string): Promise<string[]> {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  }

  #requireAllowed(address: string): URL {
    if (!URL.canParse(address)) throw new SafeHttpError('refused', 'This is not a valid web address.');
    const url = new URL(address);
    const refusal = refusalOf(url, this.#policy);
    if (refusal) throw new SafeHttpError('refused', refusal);
    return url;
  }

  #guardedConnector(): buildConnector.connector {
    const connect = buildConnector({ timeout: connectTimeoutMs });
    return (options, callback) => {
      const name = options.hostname.replace(/^\[|\]$/g, '');
      this.#resolveAllowed(name).then(
        (checked) =>
          connect({ ...options, hostname: checked, servername: isIP(name) ? '' : name }, (...result) =>
            callback(...this.#recheck(result)),
          ),
        (error: unknown) => callback(error instanceof Error ? error : new Error('Lookup failed'), null),
      );
    };
  }

  /** One bad address among many is enough to refuse: a hostile name server mixes good and bad ones. */
  async #resolveAllowed(name: string): Promise<string> {
    const addresses = isIP(name) ? [name] : await this.resolve(name);
    const [first] = addresses;
    if (first === undefined) throw new SafeHttpError('unreachable', `The name ${name} is not known.`);
    if (!addresses.every((address) => mayConnectTo(address, this.#policy))) throw refusedAddress(name);
    return first;
  }

  #recheck(result: Parameters<buildConnector.Callback>): Parameters<buildConnector.Callback> {
    const [error, socket] = result;
    if (error || mayConnectTo(socket.remoteAddress ?? '', this.#policy)) return result;
    socket.destroy();
    return [refusedAddress(socket.remoteAddress ?? 'an unknown address'), null];
  }
}

function refusedAddress(name: string): SafeHttpError {
  return new SafeHttpError('refused', `The address ${name} is not on the public internet.`);
}

async function requireOk(response: Dispatcher.ResponseData): Promise<void> {
  if (response.statusCode === 200) return;
  await response.body.dump();
  if (response.statusCode >= 500) {
    throw new SafeHttpError(
      'unreachable',
      `The server of the file is disturbed (status ${response.statusCode}).`,
    );
  }
  const redirected = response.statusCode >= 300 && response.statusCode < 400;
  throw new SafeHttpError(
    'status',
    redirected
      ? 'The address leads to another one. Give the address of the file itself.'
      : `The server of the file answered with status ${response.statusCode}.`,
  );
}

async function readAtMost(body: Dispatcher.ResponseData['body'], maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new SafeHttpError('too-large', `The file is larger than the ${maxBytes} bytes that are allowed.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function asSafeHttpError(error: unknown, url: URL): SafeHttpError {
  if (error instanceof SafeHttpError) return error;
  return new SafeHttpError('unreachable', `The server ${url.hostname} did not deliver the file.`);
}
