import { createDataSource } from './src/database/data-source.ts';

// For the TypeORM command line, after a build: npx typeorm migration:show -d dist/ormconfig.js
const url = process.env['DATABASE_URL'];
if (!url)
  throw new Error('DATABASE_URL is missing: the TypeORM command line needs the address of a database.');

export default createDataSource({ url, role: 'cli', poolSize: 2 });
