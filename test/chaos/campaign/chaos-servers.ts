import { join } from 'node:path';
import { createDataSource, migrate } from '../../../src/database/data-source.ts';
import { CampaignDatabase } from './campaign-database.ts';
import { RestartablePostgres } from './restartable-postgres.ts';
import { SandboxProcess } from './sandbox-process.ts';

/** What every run needs beside the service, each as a process of its own. */
export interface ChaosServers {
  postgres: RestartablePostgres;
  database: CampaignDatabase;
  /** The operators' own way to the database. */
  desk: CampaignDatabase;
  sandbox: SandboxProcess;
}

/** Starts them below `home`; what must be done to end each goes to the end of `undo` at once. */
export async function startServers(home: string, undo: (() => Promise<unknown>)[]): Promise<ChaosServers> {
  const postgres = await RestartablePostgres.start(join(home, 'database'));
  undo.push(() => postgres.stop());
  const dataSource = await createDataSource({ url: postgres.url, role: 'chaos', poolSize: 2 }).initialize();
  await migrate(dataSource);
  await dataSource.destroy();
  const database = new CampaignDatabase(postgres.url, 'chaos');
  const desk = new CampaignDatabase(postgres.url, 'psql');
  undo.push(
    () => database.drop(),
    () => desk.drop(),
  );
  const sandbox = await SandboxProcess.start(join(home, 'ledger.jsonl'));
  undo.push(() => sandbox.stop());
  return { postgres, database, desk, sandbox };
}
