// Keeps the file of an address and reads it as X is given it: in pieces of 1 MiB. Runs on the built service.
import { createHash } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../../dist/src/app.module.js';
import { MediaFilesService } from '../../dist/src/modules/media/media-files.service.js';
import { MediaKeepingService } from '../../dist/src/modules/media/media-keeping.service.js';

const pieceBytes = 1024 * 1024;
const app = await NestFactory.createApplicationContext(AppModule, { logger: ['error'] });
const keeping = app.get(MediaKeepingService, { strict: false });
const files = app.get(MediaFilesService, { strict: false });

process.on('message', (url) => void keepAndRead(url));
process.on('disconnect', () => void app.close().then(() => process.exit(0)));
process.send('ready');

async function keepAndRead(url) {
  const [kept] = await keeping.keep('acme', [{ url, type: 'VIDEO' }], new Date(Date.now() + 86_400_000));
  process.send(kept.item ? await files.use('acme', kept.item, read) : kept);
}

async function read(file) {
  const hashing = createHash('sha256');
  for (let start = 0; start < file.bytes; start += pieceBytes) {
    hashing.update(await file.read(start, Math.min(start + pieceBytes, file.bytes)));
  }
  return { mimeType: file.mimeType, hash: hashing.digest('hex') };
}
