import { Global, Injectable, Logger, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { AppConfig } from '../config/app-config.ts';
import { Database } from './database.ts';
import { createDataSource, migrate } from './data-source.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';

/** The database this process uses: the given one, or an embedded server. Whoever closes the application stops it after. */
@Injectable()
export class DatabaseServer {
  private readonly logger = new Logger('Database');
  private embedded: EmbeddedPostgres | undefined;

  constructor(private readonly config: AppConfig) {}

  async url(): Promise<string> {
    if (this.config.database.url) return this.config.database.url;
    this.embedded ??= await startEmbeddedPostgres({
      dataDir: this.config.database.dataDir,
      onLog: (line) => this.logger.debug(line),
    });
    this.logger.log(`Embedded PostgreSQL runs in ${this.embedded.dataDirectory}`);
    return this.embedded.url;
  }

  async stop(): Promise<void> {
    await this.embedded?.stop();
    this.embedded = undefined;
  }
}

@Module({ providers: [DatabaseServer], exports: [DatabaseServer] })
class DatabaseServerModule {}

/** Over connections of its own, because a migration may take its time. */
async function migrated(url: string): Promise<string> {
  const dataSource = await createDataSource({ url, role: 'migrate', poolSize: 2 }).initialize();
  try {
    await migrate(dataSource);
  } finally {
    await dataSource.destroy();
  }
  return url;
}

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      imports: [DatabaseServerModule],
      inject: [AppConfig, DatabaseServer],
      useFactory: async (config: AppConfig, server: DatabaseServer) =>
        createDataSource({
          url: await migrated(await server.url()),
          role: config.role,
          poolSize: 20,
          statementTimeoutMs: config.database.timeoutMs,
        }).options,
      dataSourceFactory: async (options) => {
        if (!options) throw new Error('TypeORM was given no options.');
        return await new DataSource(options).initialize();
      },
    }),
    DatabaseServerModule,
  ],
  providers: [Database],
  exports: [Database, DatabaseServerModule],
})
export class DatabaseModule {}
