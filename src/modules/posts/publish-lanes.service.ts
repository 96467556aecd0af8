import { Injectable, Logger } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '../../http/metrics.ts';
import { Clock } from '../../kernel/clock.ts';
import { platformNames, platforms, type Platform } from '../../kernel/platform.ts';
import { ConnectionsService } from '../connections/connections.service.ts';
import { isNoAnswer, type ProviderFailure } from '../providers/provider.errors.ts';
import type { AttemptInHand, ClaimedPost } from './claim.queries.ts';
import { PlatformOutage, type Pause } from './platform-outage.ts';
import { mayBeClaimedAhead, mostSends, SendPlaces, Turnover } from './send-places.ts';

const claimBatch = 250;

/** What one claim may take. */
export interface ClaimShare {
  platforms: Platform[];
  places: number;
}

interface Lane {
  inFlight: number;
  turnover: Turnover;
  places: SendPlaces;
  outage: PlatformOutage;
}

/**
 * What this process may have under way, for each platform by itself: one that keeps silent takes the places of no other, and one that
 * takes no post at all is tried with a few only until it does.
 */
@Injectable()
export class PublishLanes {
  private readonly logger = new Logger('Publishing');
  private readonly lanes: Record<Platform, Lane>;
  private readonly outages: Gauge<'platform'>;

  constructor(
    private readonly clock: Clock,
    private readonly connections: ConnectionsService,
    metrics: Metrics,
  ) {
    const lane = (): Lane => ({
      inFlight: 0,
      turnover: new Turnover(),
      places: new SendPlaces(mostSends, () => clock.monotonicMs()),
      outage: new PlatformOutage(),
    });
    this.lanes = { FACEBOOK: lane(), INSTAGRAM: lane(), TWITTER: lane() };
    this.outages = new Gauge({
      name: 'social_platform_outage',
      help: '1 while this process sees a platform take no post at all and tries it with a few only.',
      labelNames: ['platform'],
      registers: [metrics.registry],
    });
    for (const platform of platforms) this.outages.set({ platform }, 0);
  }

  /** The claims that these platforms have places for: one for all that have many, and one for each that has few. */
  shares(among: readonly Platform[]): ClaimShare[] {
    const open = among
      .map((platform) => ({ platform, places: this.free(platform) }))
      .filter(({ places }) => places > 0);
    const roomy = open.filter(({ places }) => places >= claimBatch).map(({ platform }) => platform);
    const few = open.filter(({ places }) => places < claimBatch);
    return [
      ...(roomy.length > 0 ? [{ platforms: roomy, places: claimBatch }] : []),
      ...few.map(({ platform, places }) => ({ platforms: [platform], places })),
    ];
  }

  started({ platform, attemptId }: ClaimedPost): void {
    this.lanes[platform].inFlight += 1;
    this.lanes[platform].outage.started(attemptId, this.clock.monotonicMs());
  }

  ended({ platform, attemptId }: ClaimedPost): void {
    this.lanes[platform].inFlight -= 1;
    this.lanes[platform].outage.ended(attemptId);
    this.lanes[platform].turnover.ended(this.clock.monotonicMs());
  }

  /** Runs a send in a place of its platform, as soon as one is free. */
  async during<Result>({ platform }: ClaimedPost, send: () => Promise<Result>): Promise<Result> {
    return await this.lanes[platform].places.during(send);
  }

  /** How long the mark of a send took. */
  marked({ platform }: ClaimedPost, tookMs: number): void {
    this.lanes[platform].places.marked(tookMs);
  }

  answered({ platform }: ClaimedPost): void {
    const { outage } = this.lanes[platform];
    if (outage.isFarOff) return;
    if (outage.isOn) this.logger.log(`${platformNames[platform]} takes posts again.`);
    this.over(platform);
  }

  /** What came of a call for a post; our own failures say nothing about the platform. */
  async failed(post: ClaimedPost, failure: ProviderFailure): Promise<void> {
    if (isNoAnswer(failure)) return await this.notAnswered(post);
    if (failure.httpStatus !== undefined) this.answered(post);
  }

  /** What came of a look at an account. A limit on every call holds what waits to be sent, as one that a post runs into does. */
  async readFailed(
    { platform, tenantId, connectionId: id }: AttemptInHand,
    failure: ProviderFailure,
  ): Promise<void> {
    const { meaning, retryAt, limitedCalls } = failure;
    if (meaning === 'rate-limited' && retryAt && limitedCalls !== 'this-endpoint')
      await this.connections.hold({ tenantId, id, platform }, failure, retryAt);
    if (!isNoAnswer(failure)) return;
    const pause = this.lanes[platform].outage.readNotAnswered(this.clock.monotonicMs());
    if (pause) await this.leaveAlone(platform, pause);
  }

  private async notAnswered({ platform, connectionId }: ClaimedPost): Promise<void> {
    const { outage } = this.lanes[platform];
    const wasOn = outage.isOn;
    const pause = outage.notAnswered(connectionId, this.clock.monotonicMs());
    if (!pause) return;
    if (!wasOn)
      this.logger.warn(
        `${platformNames[platform]} takes no post of any account; it is tried with a few only.`,
      );
    this.outages.set({ platform }, 1);
    await this.leaveAlone(platform, pause);
  }

  private async leaveAlone(platform: Platform, pause: Pause): Promise<void> {
    const name = platformNames[platform];
    const reason = `${name} does not answer at the moment. The service keeps trying, and sends what waits as soon as ${name} answers.`;
    try {
      await this.connections.pausePlatform(platform, pause, reason);
    } catch (error) {
      // It only tells the others, and whoever asks why a post waits.
      this.logger.warn(`An outage was not noted: ${String(error)}`);
    }
  }

  private over(platform: Platform): void {
    this.lanes[platform].outage.over();
    this.outages.set({ platform }, 0);
  }

  private free(platform: Platform): number {
    const { inFlight, turnover, outage } = this.lanes[platform];
    const nowMs = this.clock.monotonicMs();
    if (outage.isForgotten(nowMs)) this.over(platform);
    if (outage.isOn) return outage.triesLeft(nowMs);
    return mostSends + mayBeClaimedAhead(turnover, nowMs) - inFlight;
  }
}
