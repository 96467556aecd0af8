import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import { DataSource } from 'typeorm';

/** Runs SQL; either the pool or one open transaction. A function that takes a `Sql` never opens a transaction. */
export interface Sql {
  /**
   * The rows a statement returns. With a `name` it stays prepared on its session, so that the few statements that run all the time
   * are not parsed and planned each time; one name has one text.
   */
  rows<Row extends QueryResultRow>(text: string, values?: unknown[], name?: string): Promise<Row[]>;
  /** How many rows a statement touched. */
  count(text: string, values?: unknown[]): Promise<number>;
}

/** Ids as one value for `$n::uuid[]`; the driver quotes every element of an array by a regular expression. */
export function uuidArray(ids: string[]): string {
  return `{${ids.join(',')}}`;
}

const deadlockDetected = '40P01';
const serializationFailure = '40001';
const transactionTries = 3;

/** Plain SQL on TypeORM's connection pool: its own `query` hides the row count and its `save` costs a transaction a row. */
@Injectable()
export class Database implements Sql {
  constructor(private readonly dataSource: DataSource) {}

  async rows<Row extends QueryResultRow>(
    text: string,
    values: unknown[] = [],
    name?: string,
  ): Promise<Row[]> {
    return (await this.pool.query<Row>({ text, values, ...(name && { name }) })).rows;
  }

  async count(text: string, values: unknown[] = []): Promise<number> {
    return (await this.pool.query(text, values)).rowCount ?? 0;
  }

  /**
   * Runs `work` in one transaction and commits. After a deadlock it is run again, so it must not do anything that a
   * rollback does not undo: no network call belongs inside.
   */
  async transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
    for (let tried = 1; ; tried += 1) {
      try {
        return await this.runTransaction(work);
      } catch (error) {
        if (tried >= transactionTries || !isConflict(error)) throw error;
      }
    }
  }

  private async runTransaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect();
    const tx = new Transaction(client);
    // The pool listens to idle clients only, and a session that ends without a listener would end the whole process.
    const onLoss = (error: Error) => tx.lost(error);
    client.on('error', onLoss);
    try {
      await tx.count('BEGIN');
      const result = await work(tx);
      await tx.count('COMMIT');
      return result;
    } catch (error) {
      // A line that fell silent would swallow the ROLLBACK too; the server rolls back when the session ends.
      if (!tx.loss) await tx.count('ROLLBACK').catch((rollbackError: Error) => tx.lost(rollbackError));
      throw error;
    } finally {
      client.removeListener('error', onLoss);
      client.release(tx.loss);
    }
  }

  private get pool(): Pool {
    return (this.dataSource.driver as unknown as { master: Pool }).master;
  }
}

class Transaction implements Sql {
  /** Set when the session can no longer be used. */
  loss: Error | undefined;

  constructor(private readonly client: PoolClient) {}

  lost(error: Error): void {
    this.loss ??= error;
  }

  async rows<Row extends QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.ask<Row>(text, values)).rows;
  }

  async count(text: string, values: unknown[] = []): Promise<number> {
    return (await this.ask(text, values)).rowCount ?? 0;
  }

  private async ask<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<QueryResult<Row>> {
    try {
      return await this.client.query<Row>(text, values);
    } catch (error) {
      if (error instanceof Error && !isAnswer(error)) this.lost(error);
      throw error;
    }
  }
}

/** Only what PostgreSQL itself says has a SQLSTATE; silence and broken lines have none. */
function isAnswer(error: Error): boolean {
  return /^[0-9A-Z]{5}$/.test((error as { code?: string }).code ?? '');
}

function isConflict(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return code === deadlockDetected || code === serializationFailure;
}
