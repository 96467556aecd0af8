import { setTimeout as pause } from 'node:timers/promises';
import type { AppConfig } from '../../../src/config/app-config.ts';
import { Metrics } from '../../../src/http/metrics.ts';
import { SystemClock } from '../../../src/kernel/clock.ts';
import { PlatformClocks } from '../../../src/modules/providers/provider.clocks.service.ts';
import {
  PlatformHttp,
  type HttpOutcome,
  type PlatformRequest,
} from '../../../src/modules/providers/provider.http.ts';
import { inFlightMs, type CallPoint, type FaultSwitch, type FaultWay } from './fault-switch.ts';
import type { FaultyDatabase } from './faulty-database.ts';

/** The way to the platforms with a fault before, in the middle of or after one call. */
export class FaultyHttp extends PlatformHttp {
  constructor(
    config: AppConfig,
    private readonly faults: FaultSwitch,
    private readonly database: FaultyDatabase,
  ) {
    super(config, new Metrics(), new PlatformClocks(new SystemClock()));
  }

  override async send(wanted: PlatformRequest): Promise<HttpOutcome> {
    const point = nameOfCall(wanted);
    if (!point) return await super.send(wanted);
    const before = this.faults.take(point, 'before');
    if (before) await this.strike(before);
    const during = this.faults.take(point, 'during');
    const outcome = during ? await this.sendAndStrike(wanted, during) : await super.send(wanted);
    const after = this.faults.take(point, 'after');
    if (after) await this.strike(after);
    return outcome;
  }

  /**
   * The process dies or loses its database while the call goes on. To throw or to hang is to let the call end by itself, by its
   * deadline at the latest: time must not be moved while it may still land.
   */
  private async sendAndStrike(wanted: PlatformRequest, way: FaultWay): Promise<HttpOutcome> {
    const sending = super.send(wanted);
    await (way === 'throw' || way === 'hang' ? sending : pause(inFlightMs));
    await this.strike(way);
    return await sending;
  }

  private async strike(way: FaultWay): Promise<void> {
    await this.faults.strike(way);
    if (way !== 'lose') return;
    await this.database.endSessions();
    this.faults.loseNextStatement();
  }
}

function nameOfCall({ method, url }: PlatformRequest): CallPoint | undefined {
  const { pathname } = new URL(url);
  if (method === 'POST') {
    if (/\/(feed|media_publish|tweets)$/.test(pathname)) return 'publish-call';
    return /\/(media|photos)$/.test(pathname) ? 'prepare-call' : undefined;
  }
  return /\/(published_posts|media|tweets)$/.test(pathname) ? 'read-call' : undefined;
}
