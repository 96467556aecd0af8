import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { AppConfig } from '../config/app-config.ts';

/** Addresses of the console; each is the same file, which finds out by itself what to show. */
const consoleRoutes = [
  '/',
  '/connections',
  '/connections/:id',
  '/posts',
  '/posts/new',
  '/posts/:id',
  '/engagement',
  '/webhooks',
];

/** Serves what `npm run build` made of `web/`: the pages at their addresses, and their files, which never change, below /assets. */
export async function serveWebPages(app: NestFastifyApplication): Promise<void> {
  const config = app.get(AppConfig);
  const folder = config.webFolder;
  if (!existsSync(join(folder, 'index.html'))) {
    new Logger('Pages').warn(`There are no pages in ${folder}; "npm run build" makes them.`);
    return;
  }
  const policy = policyOf(config);
  const fastify = app.getHttpAdapter().getInstance();
  const serve = (file: string, routes: string[]) => {
    const html = readFileSync(join(folder, file));
    for (const route of routes)
      fastify.get(
        route,
        async (_request: unknown, reply: FastifyReply) => await sendPage(reply, html, policy),
      );
  };
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    preCompressed: true,
    setHeaders: (response) => void response.setHeader('vary', 'accept-encoding'),
    maxAge: '365d',
    immutable: true,
  });
  serve('index.html', consoleRoutes);
  serve('connect.html', ['/connect/:key']);
}

async function sendPage(reply: FastifyReply, html: Buffer, policy: string): Promise<FastifyReply> {
  return await reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-cache',
    })
    .send(html);
}

/** Nothing but our own files runs and is asked; pictures of posts come from wherever they lie. */
function policyOf({ allowPrivateAddresses }: AppConfig): string {
  const pictures = ["'self'", 'data:', 'blob:', 'https:', ...(allowPrivateAddresses ? ['http:'] : [])];
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src ${pictures.join(' ')}`,
    `media-src ${pictures.join(' ')}`,
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
