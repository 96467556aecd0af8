import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import type { SeededRandom } from './seeded-random.ts';

/** What becomes of one exchange: what the client says until the server has answered. */
export type ExchangeFate =
  | { kind: 'pass' }
  /** The client's bytes are not passed on. */
  | { kind: 'reset-before' }
  /** The server did its work; the client gets one byte of the answer. */
  | { kind: 'reset-after-first-byte' }
  /** The server did its work; the client hears nothing, and the connection ends after `ms`. */
  | { kind: 'drop-answer'; ms: number }
  | { kind: 'latency'; ms: number };

export type DrawFate = (random: SeededRandom) => ExchangeFate;

/** Stands between a client and a server and breaks some of their exchanges. */
export class FaultProxy {
  private readonly sockets = new Set<Socket>();
  private broken = 0;
  private draws: 'faulty' | 'clean' = 'clean';

  private constructor(
    private readonly server: Server,
    private readonly target: number,
    private readonly fate: () => ExchangeFate,
  ) {
    server.on('connection', (client) => this.join(client));
  }

  static async start(wanted: { target: number; random: SeededRandom; draw: DrawFate }): Promise<FaultProxy> {
    const server = createServer({ noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new FaultProxy(server, wanted.target, () => wanted.draw(wanted.random));
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** How many exchanges were not passed as they were. */
  get faults(): number {
    return this.broken;
  }

  set mode(mode: 'faulty' | 'clean') {
    this.draws = mode;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    const server = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
    const pair = [client, server];
    const cut = () => {
      for (const socket of pair) {
        this.sockets.delete(socket);
        if (!socket.destroyed) socket.resetAndDestroy();
      }
    };
    for (const socket of pair) {
      this.sockets.add(socket);
      socket.on('error', cut);
      socket.on('close', cut);
    }
    this.relay(client, server, cut);
  }

  private relay(client: Socket, server: Socket, cut: () => void): void {
    let fate: ExchangeFate = { kind: 'pass' };
    let isAnswered = true;
    client.on('data', (chunk: Buffer) => {
      if (isAnswered) fate = this.drawFate();
      isAnswered = false;
      if (fate.kind === 'reset-before') return cut();
      later(fate, () => server.write(chunk));
    });
    server.on('data', (chunk: Buffer) => {
      isAnswered = true;
      switch (fate.kind) {
        case 'reset-after-first-byte':
          return void client.write(chunk.subarray(0, 1), cut);
        case 'drop-answer':
          return void setTimeout(cut, fate.ms);
        default:
          client.write(chunk);
      }
    });
  }

  private drawFate(): ExchangeFate {
    if (this.draws === 'clean') return { kind: 'pass' };
    const fate = this.fate();
    if (fate.kind !== 'pass') this.broken += 1;
    return fate;
  }
}

function later(fate: ExchangeFate, write: () => void): void {
  if (fate.kind === 'latency') setTimeout(write, fate.ms);
  else write();
}

/** Before the platforms: a few calls in a hundred. A dropped answer lasts longer than the service waits. */
export const platformFate: DrawFate = (random) => {
  const dice = random.next();
  if (dice < 0.004) return { kind: 'reset-before' };
  if (dice < 0.01) return { kind: 'reset-after-first-byte' };
  if (dice < 0.016) return { kind: 'drop-answer', ms: 1_500 };
  if (dice < 0.03) return { kind: 'latency', ms: Math.round(random.between(20, 700)) };
  return { kind: 'pass' };
};

/** Before PostgreSQL: rarer, because one post needs several exchanges; a cut answer to COMMIT is among them. */
export const databaseFate: DrawFate = (random) => {
  const dice = random.next();
  if (dice < 0.0008) return { kind: 'reset-before' };
  if (dice < 0.0016) return { kind: 'reset-after-first-byte' };
  if (dice < 0.002) return { kind: 'drop-answer', ms: 1_500 };
  if (dice < 0.01) return { kind: 'latency', ms: Math.round(random.between(10, 200)) };
  return { kind: 'pass' };
};
