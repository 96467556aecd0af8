import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { Database } from '../../database/database.ts';
import { apiPrefix } from '../../http/http-app.ts';
import { notFound } from '../../kernel/app-error.ts';
import { Clock } from '../../kernel/clock.ts';
import { ConnectionsService, type Connection } from '../connections/connections.service.ts';
import { TokenLookService, type LookResult } from '../connections/token-look.service.ts';
import { BudgetService } from '../posts/budget.service.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import type { DiagnosisFacts } from './diagnosis-facts.ts';
import { diagnosisOf, type Diagnosis } from './diagnosis-of.ts';
import { listRecentAttempts, readConnectionState, type Limit } from './diagnosis.queries.ts';

/** Platforms count these calls and X charges for them, so whoever asks again sooner gets the last answer. */
const believedMs = 10_000;
/** Answers remembered at most; one that is forgotten is only worked out anew. */
const mostRemembered = 5_000;

interface Remembered {
  diagnosis: Promise<Diagnosis>;
  startedAtMs: number;
}

/** "Says connected but can't post": finds the one cause. Changes nothing, and above all never ends a connection. */
@Injectable()
export class DiagnosisService {
  private readonly recent = new Map<string, Remembered>();

  constructor(
    private readonly database: Database,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    private readonly connections: ConnectionsService,
    private readonly tokens: TokenLookService,
    private readonly providers: ProviderRegistry,
    private readonly budgets: BudgetService,
  ) {}

  /** Throws CONNECTION_NOT_FOUND. */
  async diagnose(tenantId: string, id: string): Promise<Diagnosis> {
    const connection = await this.connections.require(tenantId, id);
    const nowMs = this.clock.now().getTime();
    const known = this.recent.get(connection.id);
    if (known && nowMs - known.startedAtMs < believedMs) return await known.diagnosis;
    if (this.recent.size >= mostRemembered) this.recent.clear();
    const diagnosis = this.examine(connection);
    this.recent.set(connection.id, { diagnosis, startedAtMs: nowMs });
    // One that broke off is no answer to give again.
    diagnosis.catch(() => this.recent.delete(connection.id));
    return await diagnosis;
  }

  private async examine(connection: Connection): Promise<Diagnosis> {
    const { id, tenantId, platform } = connection;
    const [state, attempts, { quotas }, budget] = await Promise.all([
      readConnectionState(this.database, tenantId, id),
      listRecentAttempts(this.database, tenantId, id),
      this.connections.rateLimits(tenantId, id),
      this.budgetOf(connection),
    ]);
    if (!state) throw notFound('Connection', id);
    const isSettled = !connection.isActive || state.pausedReason !== null;
    const look = isSettled ? null : await this.tokens.open(connection);
    const usedUp = quotas.flatMap(({ endpoint, window, remaining, usedPercent, resetsAt }): Limit[] =>
      (remaining === 0 || (usedPercent ?? 0) >= 100) &&
      resetsAt &&
      resetsAt > connection.now &&
      isNeeded(endpoint)
        ? [{ endpoint, window, resetsAt }]
        : [],
    );
    const { places } = this.providers.require(platform).inspecting;
    return diagnosisOf({
      connection,
      warnings: this.connections.warningsOf(connection),
      state,
      attempts,
      usedUp,
      look,
      inspection: await this.inspectionOf(connection, look, budget),
      budget,
      links: { ...places, reconnect: `${this.config.publicUrl}/${apiPrefix}/connections/${id}/reconnect` },
    });
  }

  /** A tenant whose budget is used up does not pay for looking either. */
  private async inspectionOf(
    { platform }: Connection,
    look: LookResult | null,
    budget: DiagnosisFacts['budget'],
  ): Promise<DiagnosisFacts['inspection']> {
    if (look === null) return { notAsked: 'Not looked at: what is above says enough.' };
    if (look.status !== 'ok') return { notAsked: 'The platform cannot be asked without a token.' };
    if (budget && budget.spentUsd >= budget.monthlyUsd)
      return { notAsked: "The platform charges for being asked, and the tenant's budget is used up." };
    return { findings: await this.providers.require(platform).inspecting.inspect(look.access) };
  }

  private async budgetOf({ tenantId, platform }: Connection): Promise<DiagnosisFacts['budget']> {
    const { costUsd } = this.providers.require(platform);
    if (!costUsd) return null;
    const spending = (await this.budgets.list(tenantId)).find((each) => each.platform === platform);
    if (!spending || spending.monthlyUsd === null) return null;
    const { monthlyUsd, spentUsd } = spending;
    const priceOf = (content: string) => costUsd({ content, media: [], options: {} });
    return {
      monthlyUsd,
      spentUsd,
      usdPerPost: priceOf('A post'),
      usdPerPostWithLink: priceOf('A post https://example.com'),
    };
  }
}

/** `*` is a limit of every call; of the others only those that publish. */
function isNeeded(endpoint: string): boolean {
  return endpoint === '*' || endpoint.startsWith('POST ');
}
