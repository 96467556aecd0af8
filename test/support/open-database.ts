import { Database } from '../../src/database/database.ts';
import { createDataSource } from '../../src/database/data-source.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export interface OpenDatabase {
  sql: Database;
  test: TestDatabase;
  close(): Promise<void>;
}

/** A database of the suite's own with the service's way to speak to it, for specs of queries. */
export async function openDatabase(): Promise<OpenDatabase> {
  const test = await createTestDatabase();
  const dataSource = await createDataSource({ url: test.url, role: 'test', poolSize: 10 }).initialize();
  return {
    sql: new Database(dataSource),
    test,
    close: async () => {
      await dataSource.destroy();
      await test.drop();
    },
  };
}
