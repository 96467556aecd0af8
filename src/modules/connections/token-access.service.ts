import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { Metrics } from '../../http/metrics.ts';
import { inSpan } from '../../http/spans.ts';
import { Clock } from '../../kernel/clock.ts';
import { AccessToken, type Secret } from '../../kernel/secret.ts';
import { TokenCipher } from '../../security/token-cipher.ts';
import { ProviderError, type ProviderFailure } from '../providers/provider.errors.ts';
import type { TokenGrant } from '../providers/provider.port.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import { noteProblem } from './connections.queries.ts';
import { reauthenticationMessage } from './reauthentication.ts';
import { mayHaveSpent, refreshBackoffMs } from './refresh-timing.ts';
import { sealContext } from './seal-context.ts';
import {
  answerLost,
  busyElsewhere,
  failureOfToken,
  lostForGood,
  refreshWaits,
  refusedFresh,
} from './token-failures.ts';
import {
  deactivateToken,
  leaseRefresh,
  postponeRefresh,
  readTokens,
  releaseRefresh,
  storeRefreshed,
  type TokenRow,
} from './token-access.queries.ts';
import {
  byClock,
  inactive,
  justObtained,
  maybeSpent,
  stillUsable,
  type AccessResult,
  type RefreshLease,
  type RefreshOrder,
} from './token-state.ts';

export type { AccessResult } from './token-state.ts';

const shortestLeaseSeconds = 60;
/** A lease that took longer to get is given back. */
const oldestLeaseMs = 5_000;
const waitForWinnerMs = 20_000;
const pollMs = { first: 50, longest: 400 };
const storeTries = 12;

/** The one door to tokens: opens them, refreshes them one process at a time, and judges what the platforms say of them. */
@Injectable()
export class TokenAccessService {
  private readonly logger = new Logger('Tokens');
  private readonly refreshing = new Map<string, Promise<AccessResult>>();

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly cipher: TokenCipher,
    private readonly providers: ProviderRegistry,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  /** Access to many connections at once, refreshed first where the token is about to end. */
  async requireAccess(ids: string[]): Promise<Map<string, AccessResult>> {
    const opening = await this.openAccess(ids);
    return new Map(await Promise.all([...opening].map(async ([id, access]) => [id, await access] as const)));
  }

  /** The same, each by itself: one that waits for its refresh does not keep the others waiting. None of them rejects. */
  async openAccess(ids: string[]): Promise<Map<string, Promise<AccessResult>>> {
    const rows = await readTokens(this.database, [...new Set(ids)]);
    return new Map(rows.map((row) => [row.id, this.guardedAccessOf(row)]));
  }

  /**
   * Refreshes now. One token request leaves, whoever asks and however often: callers in this process share it, other processes
   * wait for the new version.
   */
  async refresh(row: TokenRow, order: RefreshOrder = byClock): Promise<AccessResult> {
    const running = this.refreshing.get(row.id);
    if (running) return await running;
    const facts = { 'social.connection_id': row.id, 'social.platform': row.platform };
    const started = inSpan('token refresh', facts, () => this.refreshOnce(row, order)).finally(() =>
      this.refreshing.delete(row.id),
    );
    this.refreshing.set(row.id, started);
    return await started;
  }

  /**
   * A token that was refreshed a moment ago is not refreshed again: of many who ask at once, some ask too late. Nor is one whose
   * last refresh had no answer, while its access token can be used: the refresh token may be spent, and is tried at the end only.
   */
  async refreshById(id: string): Promise<AccessResult> {
    const row = await this.requireRow(id);
    if (row.isActive && maybeSpent(row) && stillUsable(row)) return { status: 'later', failure: answerLost };
    return justObtained(row) ? this.open(row) : await this.refresh(row, { ...byClock, isByHand: true });
  }

  /**
   * A platform refused the token. Decides by the row as it is now: a newer token is used, a refresh is tried once where the
   * platform has one, and only then the connection is switched off. While no refresh can be had the refused token is not used again.
   */
  async afterAuthFailure(id: string, tokenVersion: number, failure: ProviderFailure): Promise<AccessResult> {
    const row = await this.requireRow(id);
    if (!row.isActive) return inactive(row);
    if (row.tokenVersion > tokenVersion) return this.open(row);
    const refreshable = this.providers.require(row.platform).connecting.refresh === 'rotating';
    if (!row.refreshTokenSealed || !refreshable) return await this.switchOff(row, failure);
    if (justObtained(row)) return await this.refusedWhileFresh(row, failure);
    const renewed = await this.refresh(row);
    return renewed.status === 'ok' && renewed.tokenVersion <= tokenVersion
      ? { status: 'later', failure: refreshWaits(await this.requireRow(id)) }
      : renewed;
  }

  /** Another refresh would not mend it. The first refusal may be the platform's mistake, which a note on the row remembers; the second is not. */
  private async refusedWhileFresh(row: TokenRow, failure: ProviderFailure): Promise<AccessResult> {
    if (row.errorCode === failure.code) return await this.switchOff(row, failure);
    const doubtful = refusedFresh(failure);
    await noteProblem(this.database, row, doubtful);
    return { status: 'later', failure: doubtful };
  }

  /** One connection whose token cannot be opened must not hold up the others. */
  private async guardedAccessOf(row: TokenRow): Promise<AccessResult> {
    try {
      return await this.accessOf(row);
    } catch (error) {
      this.logger.error(`The token of connection ${row.id} cannot be used: ${String(error)}`);
      return { status: 'later', failure: failureOfToken(error) };
    }
  }

  private async accessOf(row: TokenRow): Promise<AccessResult> {
    if (!row.isActive) return inactive(row);
    if (stillUsable(row)) return this.open(row);
    return row.refreshTokenSealed ? await this.refresh(row) : this.open(row);
  }

  private async refreshOnce(row: TokenRow, { afterRefusal, isByHand }: RefreshOrder): Promise<AccessResult> {
    if (!row.isActive || !row.refreshTokenSealed) return inactive(row);
    // Opened before the lease: a key that is missing must not look like a refresh that was lost.
    const refreshToken = this.cipher.open(row.refreshTokenSealed, sealContext.refreshToken(row));
    const attemptId = uuidv7();
    const lease = { attemptId, seconds: this.refreshLeaseSeconds(), isByHand };
    const ageMs = this.clock.stopwatch();
    if (!(await leaseRefresh(this.database, row, lease))) return await this.waitForWinner(row);
    if (ageMs() > oldestLeaseMs) {
      // The process slept meanwhile. Somebody else may be spending the token by now.
      await releaseRefresh(this.database, row, attemptId);
      return { status: 'later', failure: busyElsewhere };
    }
    return await this.exchange({ row, attemptId, afterRefusal }, refreshToken);
  }

  /** Longer than the token call's own deadline: a lease that ends first would let a second process spend the same token. */
  private refreshLeaseSeconds(): number {
    return Math.max(shortestLeaseSeconds, (2 * this.config.platformTimeoutMs) / 1000);
  }

  private async exchange(lease: RefreshLease, refreshToken: Secret): Promise<AccessResult> {
    const { row } = lease;
    const provider = this.providers.require(row.platform);
    try {
      const grant = await provider.connecting.refreshGrant(refreshToken);
      this.metrics.tokenRefreshes.inc({ platform: row.platform, result: 'refreshed', code: '' });
      return await this.store(row, grant);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const { meaning: result, code } = error.failure;
      this.metrics.tokenRefreshes.inc({ platform: row.platform, result, code });
      return await this.afterFailedExchange(lease, error.failure);
    }
  }

  /** The old refresh token is spent by now: the new pair must reach the row, so the write is tried for minutes. */
  private async store(row: TokenRow, grant: TokenGrant): Promise<AccessResult> {
    const tokens = {
      id: row.id,
      tokenVersion: row.tokenVersion,
      accessTokenSealed: this.cipher.seal(grant.accessToken, sealContext.accessToken(row)),
      refreshTokenSealed:
        grant.refreshToken && this.cipher.seal(grant.refreshToken, sealContext.refreshToken(row)),
      scopes: grant.scopes,
    };
    const livesMs = () => grant.expiresAt && grant.expiresAt.getTime() - this.clock.now().getTime();
    await this.retryWrite(() => storeRefreshed(this.database, { ...tokens, livesMs: livesMs() }));
    return this.open(await this.requireRow(row.id));
  }

  private async retryWrite(write: () => Promise<boolean>): Promise<void> {
    for (let tried = 1; ; tried += 1) {
      try {
        await write();
        return;
      } catch (error) {
        if (tried >= storeTries) throw error;
        this.logger.error(`Storing refreshed tokens failed, trying again: ${String(error)}`);
        await pause(Math.min(250 * 2 ** tried, 30_000));
      }
    }
  }

  /**
   * A definite no about the version that is still stored ends the connection. Everything else waits; an answer that was lost (and
   * one that was lost before) leaves the doubt on the row. `row` is as it was before the lease.
   */
  private async afterFailedExchange(
    { row, attemptId, afterRefusal }: RefreshLease,
    failure: ProviderFailure,
  ): Promise<AccessResult> {
    if (failure.meaning === 'auth') {
      const current = await this.requireRow(row.id);
      if (current.tokenVersion > row.tokenVersion) return this.open(current);
      if (afterRefusal === 'tell') {
        await releaseRefresh(this.database, row, attemptId);
        return { status: 'later', failure };
      }
      return await this.switchOff(row, maybeSpent(row) ? lostForGood(failure) : failure);
    }
    const spent = maybeSpent(row) || mayHaveSpent(failure);
    const { code, message } = spent ? answerLost : failure;
    await postponeRefresh(this.database, {
      id: row.id,
      attemptId,
      waitMs: refreshBackoffMs(
        row.refreshFailures + 1,
        failure.retryAt && { retryAt: failure.retryAt, now: row.now },
      ),
      refreshToken: spent ? 'maybe-spent' : 'unspent',
      code,
      message,
    });
    return stillUsable(row) ? this.open(row) : { status: 'later', failure };
  }

  private async switchOff(row: TokenRow, failure: ProviderFailure): Promise<AccessResult> {
    const message = reauthenticationMessage(failure);
    const { id, tokenVersion } = row;
    const switchedOff = await deactivateToken(this.database, {
      id,
      tokenVersion,
      code: failure.code,
      message,
    });
    if (!switchedOff) return this.open(await this.requireRow(id));
    this.logger.warn({
      message: 'A connection needs its admin',
      connectionId: id,
      tenantId: row.tenantId,
      code: failure.code,
    });
    return { status: 'inactive', message };
  }

  /** Somebody else refreshes: wait for the new version, then use it. */
  private async waitForWinner(row: TokenRow): Promise<AccessResult> {
    const givenUpAt = this.clock.monotonicMs() + waitForWinnerMs;
    for (
      let waitMs = pollMs.first;
      this.clock.monotonicMs() < givenUpAt;
      waitMs = Math.min(waitMs * 2, pollMs.longest)
    ) {
      await pause(waitMs);
      const current = await this.requireRow(row.id);
      if (!current.isActive) return inactive(current);
      if (current.tokenVersion > row.tokenVersion) return this.open(current);
      if (!current.leased) {
        return stillUsable(row) ? this.open(row) : { status: 'later', failure: refreshWaits(current) };
      }
    }
    return stillUsable(row) ? this.open(row) : { status: 'later', failure: busyElsewhere };
  }

  /** As the row stands, without a look at how long the token still lives. */
  open(row: TokenRow): AccessResult {
    if (!row.isActive || !row.accessTokenSealed) return inactive(row);
    const { id: connectionId, tenantId, platform, accountId, tokenVersion } = row;
    const token = this.cipher.open(row.accessTokenSealed, sealContext.accessToken(row));
    const accessToken = new AccessToken(token.reveal(), { connectionId, platform });
    return { status: 'ok', access: { connectionId, tenantId, accountId, accessToken }, tokenVersion };
  }

  private async requireRow(id: string): Promise<TokenRow> {
    const [row] = await readTokens(this.database, [id]);
    if (!row) throw new Error(`The connection ${id} does not exist.`);
    return row;
  }
}
