import pg from 'pg';
import type { TestDatabase } from '../../support/database.ts';

const tries = 60;

/** The campaign's own door to PostgreSQL, past the proxy; it waits while the server restarts. */
export class CampaignDatabase implements TestDatabase {
  private readonly pool: pg.Pool;

  constructor(
    readonly url: string,
    name: string,
  ) {
    this.pool = new pg.Pool({ connectionString: url, max: 4, application_name: name });
    this.pool.on('error', () => undefined); // The server was restarted; the next query opens a new session.
  }

  /** Only for statements that may run twice: a lost answer runs it again. */
  async query<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    for (let tried = 1; ; tried += 1) {
      try {
        return (await this.pool.query<Row>(text, values)).rows;
      } catch (error) {
        if (tried >= tries || !isLost(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  }

  /** Runs it at most once. Null: nobody knows whether it took effect. */
  async countOnce(text: string): Promise<number | null> {
    try {
      return (await this.pool.query(text)).rowCount ?? 0;
    } catch (error) {
      if (isLost(error)) return null;
      throw error;
    }
  }

  async advance(): Promise<void> {
    throw new Error('A campaign runs in real time.');
  }

  async drop(): Promise<void> {
    await this.pool.end();
  }
}

/** Class 57: the server stops or the session was ended. Class 08 and errors of the socket: the connection broke. */
function isLost(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  if (code && /^(57|08)/.test(code)) return true;
  return /ECONN|EPIPE|Connection terminated|not queryable/.test(`${code} ${message}`);
}
