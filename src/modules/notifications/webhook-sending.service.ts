import { Injectable, Logger } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database, type Sql } from '../../database/database.ts';
import { JobRunner } from '../../jobs/job-runner.ts';
import { Clock } from '../../kernel/clock.ts';
import { isAnyEventWaiting, recordEvent, takeEvents } from '../../outbox/outbox.queries.ts';
import { SafeHttp, SafeHttpError } from '../../security/safe-http.ts';
import { insertDeliveries } from './webhook-deliveries.queries.ts';
import { WebhookMetrics } from './webhook-metrics.service.ts';
import { payloadOf } from './webhook-payload.ts';
import { askedWait, failingDays, secondsToRetry } from './webhook-retries.ts';
import { WebhookSecrets } from './webhook-secrets.service.ts';
import {
  claimDeliveries,
  isAnythingToSend,
  noteEndpointHealth,
  pauseEndpoints,
  recordDeliveryEnds,
  type ClaimedDelivery,
  type DeliveryEnd,
  type WrittenEnd,
} from './webhook-sending.queries.ts';
import { webhookHeaders } from './webhook-signature.ts';

const answerWithinMs = 10_000;
/** On their way at a time from this process. */
const placesOfAll = 300;
/** The lease is longer than a try and the writing of its end. */
const wish = { leaseSeconds: 30, perEndpoint: 20, perFailingEndpoint: 3 };
/** What cannot be made here is tried again after this, and nothing else for its endpoint before. */
const restSeconds = 60;
const eventsAtOnce = 500;
/** A run ends after this, so that a stream without end does not look like a job that hangs; the next one goes on. */
const longestRunMs = 15_000;
/** How long a round waits for an answer before it looks for new work. */
const roundMs = 50;

const goneReason = 'The receiver answered 410 Gone: it wants no more events.';
const failingReason = `Nothing but failure came from the receiver for ${failingDays} days.`;

type EndOfTry = Omit<DeliveryEnd, 'id' | 'leaseId'>;

/** Sends what happened to the endpoints of tenants: at least once each, the same id at every try. */
@Injectable()
export class WebhookSendingService {
  private readonly logger = new Logger('Webhooks');
  private readonly underWay = new Map<Promise<void>, ClaimedDelivery>();
  private ended: DeliveryEnd[] = [];
  /** Endpoints for which no message could be made here, and until when they rest. */
  private readonly resting = new Map<string, Date>();

  constructor(
    private readonly database: Database,
    private readonly runner: JobRunner,
    private readonly clock: Clock,
    private readonly http: SafeHttp,
    private readonly secrets: WebhookSecrets,
    private readonly metrics: WebhookMetrics,
  ) {}

  /**
   * Goes on until nothing is due and nothing under way, and returns how many tries began or ended. When the process stops, what is
   * under way is waited for.
   */
  async deliverDue(): Promise<number> {
    let done = this.underWay.size + this.ended.length;
    if (done === 0 && !(await isAnythingToSend(this.database))) return 0;
    const endsMs = this.clock.monotonicMs() + longestRunMs;
    while (this.runner.isStopping || this.clock.monotonicMs() < endsMs) {
      const started = this.runner.isStopping ? 0 : await this.startDue();
      done += started;
      if (started + this.underWay.size + this.ended.length === 0) break;
      await this.oneOrAWhile();
      await this.recordEnded();
    }
    return done;
  }

  private async startDue(): Promise<number> {
    await this.makeDeliveries();
    const limit = placesOfAll - this.underWay.size;
    if (limit <= 0) return 0;
    const underWay = this.placesTaken();
    const claimed = await claimDeliveries(this.database, { ...wish, limit, leaseId: uuidv7(), underWay });
    for (const delivery of claimed) {
      const send = this.send(delivery).finally(() => this.underWay.delete(send));
      this.underWay.set(send, delivery);
    }
    return claimed.length;
  }

  /** One that rests has no place free. */
  private placesTaken(): Map<string, number> {
    const taken = countedBy([...this.underWay.values()].map(({ endpointId }) => endpointId));
    for (const [endpointId, until] of this.resting) {
      if (until > this.clock.now()) taken.set(endpointId, wish.perEndpoint);
      else this.resting.delete(endpointId);
    }
    return taken;
  }

  private async makeDeliveries(): Promise<void> {
    while (await isAnyEventWaiting(this.database, 'webhooks')) {
      const taken = await this.database.transaction(async (tx) => {
        const events = await takeEvents(tx, 'webhooks', eventsAtOnce);
        if (events.length > 0)
          await insertDeliveries(
            tx,
            events.map(({ id }) => id),
          );
        return events.length;
      });
      if (taken < eventsAtOnce) return;
    }
  }

  private async oneOrAWhile(): Promise<void> {
    if (this.underWay.size === 0 || this.ended.length > 0) return;
    let timer: NodeJS.Timeout | undefined;
    const aWhile = new Promise<void>((resolve) => (timer = setTimeout(resolve, roundMs)));
    await Promise.race([aWhile, ...this.underWay.keys()]);
    clearTimeout(timer);
  }

  private async send(delivery: ClaimedDelivery): Promise<void> {
    const end = await this.tryOnce(delivery);
    this.metrics.deliveries.inc({ result: end.outcome });
    this.ended.push({ ...end, id: delivery.id, leaseId: delivery.leaseId });
  }

  private async tryOnce(delivery: ClaimedDelivery): Promise<EndOfTry> {
    try {
      const body = JSON.stringify(payloadOf(delivery));
      const message = { id: delivery.id, sentAt: this.clock.now(), body };
      const headers = webhookHeaders(message, this.secrets.openAll(delivery));
      const { status, retryAfter } = await this.http.post(delivery.url, {
        body,
        headers,
        timeoutMs: answerWithinMs,
      });
      const end = { statusCode: status, error: null, waitSeconds: null };
      if (status >= 200 && status < 300) return { ...end, outcome: 'delivered' };
      const error = `The receiver answered with status ${status}.`;
      if (status === 410) return { ...end, outcome: 'gone', error };
      const askedSeconds = askedWait(retryAfter, this.clock.now());
      return { ...end, outcome: 'failed', error, waitSeconds: this.waitOf(delivery, askedSeconds) };
    } catch (error) {
      if (!(error instanceof SafeHttpError)) return this.unsent(delivery, error);
      const waitSeconds = this.waitOf(delivery, null);
      return { outcome: 'failed', statusCode: null, error: error.message, waitSeconds };
    }
  }

  private waitOf({ retryStep }: ClaimedDelivery, askedSeconds: number | null): number | null {
    return secondsToRetry(retryStep, { spread: Math.random(), askedSeconds });
  }

  /** Our own trouble, such as a secret whose key is not configured here: the receiver has not failed, and nobody gives up. */
  private unsent({ endpointId, tenantId }: ClaimedDelivery, error: unknown): EndOfTry {
    if (!this.resting.has(endpointId))
      this.logger.error({
        message: 'Nothing can be sent to a webhook endpoint',
        endpointId,
        tenantId,
        error: String(error),
      });
    this.resting.set(endpointId, this.clock.in(1000 * restSeconds));
    const words =
      'The message could not be made here. The operator of this service finds the reason in the log.';
    return { outcome: 'unsent', statusCode: null, error: words, waitSeconds: restSeconds };
  }

  /** What cannot be written now is written at the next round, or sent again after its lease. */
  private async recordEnded(): Promise<void> {
    const ends = this.ended;
    if (ends.length === 0) return;
    this.ended = [];
    try {
      await this.database.transaction(async (tx) => {
        await this.judgeEndpoints(tx, await recordDeliveryEnds(tx, ends));
      });
    } catch (error) {
      this.ended = ends.concat(this.ended);
      throw error;
    }
  }

  private async judgeEndpoints(tx: Sql, written: WrittenEnd[]): Promise<void> {
    const those = (outcome: DeliveryEnd['outcome']) => [
      ...new Set(written.filter((end) => end.outcome === outcome).map(({ endpointId }) => endpointId)),
    ];
    const working = those('delivered');
    const gone = those('gone');
    const failing = those('failed').filter((id) => !working.includes(id));
    await noteEndpointHealth(tx, { working, failing });
    if (gone.length + failing.length === 0) return;
    const paused = await pauseEndpoints(tx, { gone, goneReason, failing, failingReason, days: failingDays });
    for (const { id, tenantId, url, reason } of paused) {
      this.logger.warn({ message: 'A webhook endpoint was paused', endpointId: id, tenantId, reason });
      const data = { endpointId: id, url, pausedReason: reason };
      await recordEvent(tx, tenantId, { type: 'endpoint.paused', data });
    }
  }
}

function countedBy(keys: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}
