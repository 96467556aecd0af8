import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseLayout } from '../../../src/database/embedded-layout.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/database/embedded-postgres.ts';
import { launchServer } from '../../../src/database/embedded-server.ts';
import { endServer, isRunning, processMark } from '../../../src/database/server-process.ts';

/** fsync stays on, as in production: what was committed must survive an immediate stop. */
const settings = { max_connections: '200' };

/** A PostgreSQL of its own that can be stopped as a crash would and come back on the same address. */
export class RestartablePostgres {
  private constructor(
    private readonly dataDir: string,
    private readonly embedded: EmbeddedPostgres,
  ) {}

  static async start(dataDir: string): Promise<RestartablePostgres> {
    return new RestartablePostgres(dataDir, await startEmbeddedPostgres({ dataDir, settings }));
  }

  get url(): string {
    return this.embedded.url;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** SIGQUIT is the immediate shutdown: no checkpoint, recovery from the log at the next start. */
  async restartImmediately(): Promise<void> {
    const mark = await this.mark();
    process.kill(mark.pid, 'SIGQUIT');
    while (isRunning(mark)) await new Promise((resolve) => setTimeout(resolve, 20));
    const layout = await chooseLayout(this.dataDir);
    await launchServer(layout, { settings, onLog: () => undefined, choosePort: async () => this.port });
  }

  async stop(): Promise<void> {
    await endServer(await this.mark());
    await this.embedded.stop();
  }

  private async mark() {
    const [pid] = (await readFile(join(this.embedded.dataDirectory, 'postmaster.pid'), 'utf8')).split('\n');
    const mark = processMark(Number(pid));
    if (!mark) throw new Error(`PostgreSQL does not run in ${this.embedded.dataDirectory}.`);
    return mark;
  }
}
