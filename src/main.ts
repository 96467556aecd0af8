import 'reflect-metadata';
import type { Server } from 'node:http';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.ts';
import { AppConfig, ConfigError } from './config/app-config.ts';
import { readConfig } from './config/config.module.ts';
import { DatabaseServer } from './database/database.module.ts';
import { collectInOneThread } from './garbage-collection.ts';
import { createHttpAdapter, prepareHttp } from './http/http-app.ts';
import { JsonLogger } from './http/json-logger.ts';

async function start(): Promise<void> {
  collectInOneThread();
  const { logLevel } = readConfig();
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, createHttpAdapter(), {
    logger: new JsonLogger(logLevel),
    abortOnError: false,
  });
  await prepareHttp(app);
  stopOn(['SIGTERM', 'SIGINT'], app);
  const { host, port, publicUrl, role } = app.get(AppConfig);
  await app.listen(port, host);
  new Logger('Main').log(`Ready as ${role} at ${publicUrl}; API page at ${publicUrl}/docs`);
}

const clientPatienceMs = 3_000;
/** Beyond the longest call to a platform; what is left open then is taken up by the next start, as after a crash. */
const stopPatienceMs = 20_000;

/** Closing waits for requests under way; a client that neither sends nor reads on must not hold the process open. */
function cutStalledClients(app: NestFastifyApplication): void {
  const server: Server = app.getHttpServer();
  setTimeout(() => server.closeAllConnections(), clientPatienceMs).unref();
}

/** Stop claiming, finish or release what runs, close the server and the pool, then the embedded database. */
function stopOn(signals: NodeJS.Signals[], app: NestFastifyApplication): void {
  let stopping: Promise<void> | undefined;
  const stop = async (signal: string) => {
    new Logger('Main').log(`${signal}: stopping`);
    const server = app.get(DatabaseServer);
    cutStalledClients(app);
    endAfter(app.get(AppConfig).platformTimeoutMs + stopPatienceMs);
    await app.close();
    await server.stop();
    process.exit(0);
  };
  for (const signal of signals) {
    process.on(signal, () => {
      stopping ??= stop(signal).catch(fail);
    });
  }
}

/** A database that stays away must not keep a process that was asked to stop. */
function endAfter(ms: number): void {
  setTimeout(() => fail(`Not everything could be brought to its end within ${ms} ms.`), ms).unref();
}

function fail(error: unknown): void {
  const text =
    error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

start().catch(fail);
