import type { AddressInfo } from 'node:net';
import express from 'express';
import { Pool, type QueryResultRow } from 'pg';
import type { Sql } from '../src/database/database.ts';
import { listPosts } from '../src/modules/posts/posts.queries.ts';

/**
 * What a team would write in an hour: Express and pg, the same read and one insert, no access tokens, no checks, no problem
 * documents. It runs as a process of its own.
 */
const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 20 });
const sql: Sql = {
  rows: async <Row extends QueryResultRow>(text: string, values: unknown[] = []) =>
    (await pool.query<Row>(text, values)).rows,
  count: async (text, values = []) => (await pool.query(text, values)).rowCount ?? 0,
};

const app = express();
app.use(express.json());
app.get('/posts', async (_request, response) => {
  const posts = await listPosts(sql, 'club-0', {}, { limit: 20, after: null });
  response.json({ data: posts.slice(0, 20), nextCursor: posts.at(20)?.cursorAt ?? null });
});
app.post('/posts', async (request, response) => {
  const { connectionIds, content, scheduledAt } = request.body as {
    connectionIds: string[];
    content: string;
    scheduledAt: string;
  };
  const { rows } = await pool.query(
    `INSERT INTO "SocialPost" (tenant_id, connection_id, status, content, scheduled_at)
     VALUES ('club-0', $1, 'SCHEDULED', $2, $3) RETURNING *`,
    [connectionIds[0], content, scheduledAt],
  );
  response.status(201).json({ posts: rows });
});
const server = app.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.on('disconnect', () => process.exit(0));
