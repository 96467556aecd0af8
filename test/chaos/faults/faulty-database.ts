import type { QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import { Database, type Sql } from '../../../src/database/database.ts';
import type { FaultSwitch, StatementPoint } from './fault-switch.ts';
import { nameOfStatement } from './statement-names.ts';

const endEverySession = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'social-integration%' AND pid <> pg_backend_pid()`;
const endThisSession = 'SELECT pg_terminate_backend(pg_backend_pid())';

/** A statement, on a session of its own or in an open transaction. */
type Run<Result> = (sql: Sql) => Promise<Result>;

interface Statement {
  text: string;
  values: unknown[];
}

/** The service's database with a fault before or after one statement; a session that is lost is really lost. */
export class FaultyDatabase extends Database {
  /** The same without faults. */
  private readonly sound: Sql;

  constructor(
    dataSource: DataSource,
    private readonly faults: FaultSwitch,
  ) {
    super(dataSource);
    this.sound = new Database(dataSource);
  }

  override async rows<Row extends QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return await this.around({ text, values }, (sql) => sql.rows<Row>(text, values));
  }

  override async count(text: string, values: unknown[] = []): Promise<number> {
    return await this.around({ text, values }, (sql) => sql.count(text, values));
  }

  /** Ends all sessions of the service, as a database that restarts does. */
  async endSessions(): Promise<void> {
    await super.rows(endEverySession);
  }

  private async around<Result>(statement: Statement, run: Run<Result>): Promise<Result> {
    if (this.faults.takeLostStatement()) await this.loseUnderway(statement);
    const point = nameOfStatement(statement.text, statement.values);
    if (!point) return await run(this.sound);
    const way = this.faults.take(point, 'before');
    if (way) await this.faults.strike(way);
    if (way === 'lose') await this.loseUnderway(statement);
    const result = await this.runUnlessStruck(point, run);
    await this.afterwards(point);
    return result;
  }

  /** `during`: the statement ran, and its commit is still missing. */
  private async runUnlessStruck<Result>(point: StatementPoint, run: Run<Result>): Promise<Result> {
    const way = this.faults.take(point, 'during');
    if (!way) return await run(this.sound);
    return await super.transaction(async (tx) => {
      const result = await run(tx);
      await this.faults.strike(way);
      if (way === 'lose') await tx.rows(endThisSession);
      return result;
    });
  }

  /** The statement ran, but its session ends before it is committed. */
  private async loseUnderway({ text, values }: Statement): Promise<void> {
    await super.transaction(async (tx) => {
      await tx.rows(text, values);
      await tx.rows(endEverySession);
      await tx.rows(endThisSession);
    });
  }

  /** It is committed, and the answer never comes. */
  private async afterwards(point: StatementPoint): Promise<void> {
    const way = this.faults.take(point, 'after');
    if (!way) return;
    await this.faults.strike(way);
    if (way !== 'lose') return;
    await this.endSessions();
    throw new Error('Connection terminated unexpectedly');
  }
}
