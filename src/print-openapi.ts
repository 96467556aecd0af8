import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module.ts';
import { createHttpAdapter, withApiPrefix } from './http/http-app.ts';
import { openApiOf } from './http/openapi.ts';

/** `npm run -s openapi`: prints the OpenAPI document. Nothing is started: neither settings nor a database are needed. */
async function printOpenApi(): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, createHttpAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  withApiPrefix(app);
  process.stdout.write(`${JSON.stringify(openApiOf(app), null, 2)}\n`);
}

printOpenApi().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
