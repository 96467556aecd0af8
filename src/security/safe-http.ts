import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, buildConnector, type Dispatcher, request } from 'undici';
import { AppConfig } from '../config/app-config.ts';
import { type AddressPolicy, mayConnectTo, refusalOf } from './outbound-address.ts';
import { noAnswer, requireFile, SafeHttpError, tooLarge } from './safe-http.errors.ts';

export { SafeHttpError };

const connectTimeoutMs = 5_000;
/** Content networks answer with the address of the file nearest to us, and that one at times with another. */
const mostRedirects = 3;

/**
 * Fetches from addresses that users gave, and cannot be talked into calling our own network: the name is resolved once,
 * every answer is checked, the checked address is the one connected to, and the socket's far end is checked again. A redirect
 * is one more such address. Nothing is sent along but the request itself.
 */
@Injectable()
export class SafeHttp implements OnApplicationShutdown {
  readonly #policy: AddressPolicy;
  readonly #agent: Agent;
  readonly #connect = buildConnector({ timeout: connectTimeoutMs });

  /** How long it may take to look a name up, and a server: until it answers, between two pieces, and for all of it. Milliseconds. */
  protected readonly patience: { lookupMs: number; answerMs: number; idleMs: number; totalMs: number };

  constructor(config: AppConfig) {
    this.#policy = config.allowPrivateAddresses ? 'private-too' : 'public';
    this.patience = {
      lookupMs: 5_000,
      answerMs: Math.min(config.platformTimeoutMs, 30_000),
      idleMs: 15_000,
      totalMs: 600_000,
    };
    this.#agent = new Agent({ connect: this.#guardedConnector() });
  }

  /**
   * Downloads at most `maxBytes` bytes into `target`, piece by piece, and ends it; a failure destroys it. Throws SafeHttpError,
   * and what `target` itself failed with as it is.
   */
  async downloadTo(
    address: string,
    target: Writable,
    { maxBytes }: { maxBytes: number },
  ): Promise<{ contentType: string | null }> {
    let failure: Error | undefined;
    target.once('error', (error: Error) => (failure = error));
    try {
      const response = await this.#follow(address, AbortSignal.timeout(this.patience.totalMs));
      requireFits(response, maxBytes);
      await pipeline(response.body, countingUpTo(maxBytes), target);
      const type = response.headers['content-type'];
      return { contentType: typeof type === 'string' ? type : null };
    } catch (error) {
      target.destroy();
      // A target that broke before the answer came makes the pipeline say something else.
      throw failure && isFromDisk(failure) ? failure : asSafeHttpError(error, address);
    }
  }

  /** What stands in the way of this address, as far as it can be told without asking a name server; null: nothing. */
  refusalOf(address: string): string | null {
    try {
      const name = this.#requireAllowed(address).hostname.replace(/^\[|\]$/g, '');
      return isIP(name) === 0 || mayConnectTo(name, this.#policy) ? null : refusedAddress(name).message;
    } catch (error) {
      if (error instanceof SafeHttpError) return error.message;
      throw error;
    }
  }

  /**
   * Sends a body and gives the status of the answer, whatever it is; a redirect is not followed, and of what else is answered a
   * little is read and thrown away. Throws SafeHttpError when no answer came within `timeoutMs`.
   */
  async post(
    address: string,
    { body, headers, timeoutMs }: { body: string; headers: Record<string, string>; timeoutMs: number },
  ): Promise<{ status: number; retryAfter: string | null }> {
    const url = this.#requireAllowed(address);
    try {
      const response = await request(url, {
        method: 'POST',
        body,
        headers,
        dispatcher: this.#agent,
        signal: AbortSignal.timeout(timeoutMs),
      });
      await response.body.dump({ limit: 16_384 });
      const retryAfter = response.headers['retry-after'];
      return { status: response.statusCode, retryAfter: typeof retryAfter === 'string' ? retryAfter : null };
    } catch (error) {
      throw noAnswer(error, url.hostname, timeoutMs);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#agent.close();
  }

  /** Every address of a name; a door for tests that play a hostile name server. */
  protected async resolve(hostname: string): Promise<string[]> {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  }

  /** The answer that holds the file, at most three redirects on. */
  async #follow(address: string, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
    let url = this.#requireAllowed(address);
    for (let hops = 0; ; hops += 1) {
      const response = await request(url, {
        dispatcher: this.#agent,
        signal,
        headersTimeout: this.patience.answerMs,
        bodyTimeout: this.patience.idleMs,
      });
      const next = redirectOf(response);
      if (next === undefined) return await requireFile(response);
      await response.body.dump({ limit: 16_384 });
      if (hops === mostRedirects) throw new SafeHttpError('status', 'The address leads on and on.');
      url = this.#requireAllowed(URL.canParse(next, url.href) ? new URL(next, url).href : next);
    }
  }

  #requireAllowed(address: string): URL {
    if (!URL.canParse(address)) throw new SafeHttpError('refused', 'This is not a valid web address.');
    const url = new URL(address);
    const refusal = refusalOf(url, this.#policy);
    if (refusal) throw new SafeHttpError('refused', refusal);
    return url;
  }

  /** Connects to an address that was checked; a door for tests that play the internet. */
  protected dial(options: buildConnector.Options, callback: buildConnector.Callback): void {
    this.#connect(options, callback);
  }

  #guardedConnector(): buildConnector.connector {
    return (options, callback) => {
      const name = options.hostname.replace(/^\[|\]$/g, '');
      this.#resolveAllowed(name).then(
        (checked) =>
          this.dial({ ...options, hostname: checked, servername: isIP(name) ? '' : name }, (...result) =>
            callback(...this.#recheck(result)),
          ),
        (error: unknown) => callback(error instanceof Error ? error : new Error('Lookup failed'), null),
      );
    };
  }

  /** One bad address among many is enough to refuse: a hostile name server mixes good and bad ones. */
  async #resolveAllowed(name: string): Promise<string> {
    const addresses = isIP(name) ? [name] : await this.#lookUp(name);
    const [first] = addresses;
    if (first === undefined) throw new SafeHttpError('unreachable', `The name ${name} is not known.`);
    if (!addresses.every((address) => mayConnectTo(address, this.#policy))) throw refusedAddress(name);
    return first;
  }

  /** Node's own look-up waits for as long as the system does. nodejs.org/api/dns.html#dnslookuphostname-options-callback */
  async #lookUp(name: string): Promise<string[]> {
    const answered = new AbortController();
    const silence = pause(this.patience.lookupMs, undefined, { signal: answered.signal });
    try {
      const addresses = await Promise.race([this.resolve(name), silence]);
      if (!addresses) throw new SafeHttpError('unreachable', `The name ${name} was not looked up in time.`);
      return addresses;
    } finally {
      answered.abort();
    }
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

/** Where an answer leads; undefined when it does not. RFC 9110, section 15.4 */
function redirectOf({ statusCode, headers }: Dispatcher.ResponseData): string | undefined {
  if (![301, 302, 303, 307, 308].includes(statusCode)) return undefined;
  const { location } = headers;
  return typeof location === 'string' ? location : undefined;
}

/** What says beforehand that it is too large need not be fetched first. */
function requireFits({ headers, body }: Dispatcher.ResponseData, maxBytes: number): void {
  if (!(Number(headers['content-length']) > maxBytes)) return;
  body.once('error', () => undefined).destroy(); // It complains of having been cut off.
  throw tooLarge(maxBytes);
}

function countingUpTo(maxBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
}

/** A full disk is no fault of the server. */
function isFromDisk(error: unknown): boolean {
  return typeof (error as { syscall?: unknown }).syscall === 'string' && !('address' in (error as object));
}

function asSafeHttpError(error: unknown, address: string): SafeHttpError {
  if (error instanceof SafeHttpError) return error;
  return new SafeHttpError(
    'unreachable',
    `The server ${new URL(address).hostname} did not deliver the file.`,
  );
}
