import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A line to a server that can fall silent: both ends stay open, and nothing that the server says arrives any more. */
export class SilentLine {
  private readonly pairs = new Set<{ sockets: Socket[]; silence: () => void }>();

  private constructor(private readonly server: Server) {}

  static async to(url: string): Promise<SilentLine> {
    const server = createServer({ noDelay: true });
    const line = new SilentLine(server);
    server.on('connection', (client) => line.join(client, new URL(url)));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return line;
  }

  /** The same address, through this line. */
  through(url: string): string {
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String((this.server.address() as AddressInfo).port);
    return through.href;
  }

  /** Every connection there is now falls silent for good; new ones speak. Returns how many there were. */
  fallSilent(): number {
    for (const { silence } of this.pairs) silence();
    return this.pairs.size;
  }

  async close(): Promise<void> {
    for (const { sockets } of this.pairs) for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket, target: URL): void {
    const server = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
    let isSilent = false;
    const pair = { sockets: [client, server], silence: () => void (isSilent = true) };
    this.pairs.add(pair);
    client.on('data', (chunk: Buffer) => server.write(chunk));
    server.on('data', (chunk: Buffer) => void (isSilent || client.write(chunk)));
    for (const socket of pair.sockets) {
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        for (const other of pair.sockets) other.destroy();
        this.pairs.delete(pair);
      });
    }
  }
}
