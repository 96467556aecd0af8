import type { QueryResultRow } from 'pg';
import type { DataSource } from 'typeorm';
import { Database, type Sql } from '../../../src/database/database.ts';
import type { FaultSwitch, StatementPoint } from './fault-switch.ts';
import { nameOfStatement } from './statement-names.ts';

const endEverySession = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'social-integration%' AND pid <> pg_backend_pid()`;
const endThisSession = 'SELECT pg_terminate_backend(pg_backend_pid())';

interface Statement {
  text: string;
  values: unknown[];
}

/** The service's database with a fault before or after one statement; a session that is lost is really lost. */
export class FaultyDatabase extends Database {
  constructor(
    dataSource: DataSource,
    private readonly faults: FaultSwitch,
  ) {
    super(dataSource);
  }

  override async rows<Row extends QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return await this.around({ text, values }, () => super.rows<Row>(text, values));
  }

  override async count(text: string, values: unknown[] = []): Promise<number> {
    return await this.around({ text, values }, () => super.count(text, values));
  }

  override async transaction<Result>(work: (tx: Sql) => Promise<Result>): Promise<Result> {
    const passed: StatementPoint[] = [];
    const result = await super.transaction((tx) => work(new FaultyTransaction(tx, this.faults, passed)));
    for (const point of passed) await this.afterwards(point);
    return result;
  }

  /** Ends all sessions of the service, as a database that restarts does. */
  async endSessions(): Promise<void> {
    await super.rows(endEverySession);
  }

  private async around<Result>(statement: Statement, run: () => Promise<Result>): Promise<Result> {
    if (this.faults.takeLostStatement()) await this.loseUnderway(statement);
    const point = nameOfStatement(statement.text, statement.values);
    if (!point) return await run();
    const way = this.faults.take(point, 'before');
    if (way) await this.faults.strike(way);
    if (way === 'lose') await this.loseUnderway(statement);
    const result = await run();
    await this.afterwards(point);
    return result;
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

/** One open transaction; `during` is the moment after its statement, when the next one is still missing. */
class FaultyTransaction implements Sql {
  constructor(
    private readonly tx: Sql,
    private readonly faults: FaultSwitch,
    private readonly passed: StatementPoint[],
  ) {}

  async rows<Row extends QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
    return await this.around({ text, values }, () => this.tx.rows<Row>(text, values));
  }

  async count(text: string, values: unknown[] = []): Promise<number> {
    return await this.around({ text, values }, () => this.tx.count(text, values));
  }

  private async around<Result>({ text, values }: Statement, run: () => Promise<Result>): Promise<Result> {
    if (this.faults.takeLostStatement()) await this.tx.rows(endThisSession);
    const point = nameOfStatement(text, values);
    if (!point) return await run();
    this.passed.push(point);
    await this.failHere(point, 'before');
    const result = await run();
    await this.failHere(point, 'during');
    return result;
  }

  private async failHere(point: StatementPoint, moment: 'before' | 'during'): Promise<void> {
    const way = this.faults.take(point, moment);
    if (!way) return;
    await this.faults.strike(way);
    if (way === 'lose') await this.tx.rows(endThisSession);
  }
}
