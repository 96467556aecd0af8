import { othersThan, platforms as allPlatforms, type Platform } from '../../kernel/platform.ts';
import { BusyLookups } from './busy-lookup.ts';
import type { Claim, ClaimWish } from './claim.queries.ts';
import { HeldConnections } from './held-connections.ts';
import type { QueuePlace } from './queue-place.queries.ts';
import { scanLimit } from './scan-limit.ts';
import type { ClaimShare } from './publish-lanes.service.ts';

/** A full scan that took longer than `slow` (a held snapshot, millions of waiting posts) is made that many times less often. */
const fullScan = { slowMs: 100, pauseFactor: 10 };
/** One that leaves platforms out may walk over all that waits for them, and find nothing; it takes a twentieth of the time at most. */
const partialScan = { slowMs: 0, pauseFactor: 20 };

/** The part of a claim that says where it looks. */
export type WhereToLook = Pick<
  ClaimWish,
  'leftOutPlatforms' | 'scanFrom' | 'scanLimit' | 'busyConnections' | 'freedConnections' | 'leftOut'
>;

/** What one process knows of the queue from its last claims. Times by a clock that only goes forward. */
export class QueueView {
  private readonly busyLookups = new BusyLookups();
  private readonly heldConnections = new HeldConnections();
  /** Connections whose post ended, and whose next one nobody has looked up yet. */
  private readonly freed = new Map<string, Platform>();
  /** How far the last claim for a platform looked. */
  private readonly scannedTo = new Map<Platform, QueuePlace>();
  private readonly fullScanDue = new Set<Platform>(allPlatforms);
  private readonly nextFullScanAt = new Map<Platform, number>();

  /** At a tick: what a transaction committed late, or somebody put back, stands behind what was looked at. */
  wantFullScan(nowMs: number): void {
    for (const platform of allPlatforms)
      if (nowMs >= (this.nextFullScanAt.get(platform) ?? 0)) this.fullScanDue.add(platform);
  }

  /** The post of this connection ended; its next one is looked up by name. */
  freedConnection(id: string, platform: Platform): void {
    this.freed.set(id, platform);
  }

  /** Those with such connections. */
  freedPlatforms(): Platform[] {
    const of = new Set(this.freed.values());
    return allPlatforms.filter((each) => of.has(each));
  }

  /** `start` is where a quick scan begins while no scan has told how far it looked: the first one was too slow to end. */
  async next(
    { platforms, places }: ClaimShare,
    nowMs: number,
    start: () => Promise<QueuePlace>,
  ): Promise<WhereToLook> {
    this.heldConnections.takeBack(nowMs).forEach(({ id, platform }) => this.freed.set(id, platform));
    const freedConnections = [...this.freed].filter(([, each]) => platforms.includes(each)).map(([id]) => id);
    const scanFrom = platforms.some((each) => this.fullScanDue.has(each))
      ? null
      : (this.earliest(platforms) ?? (await start()));
    return {
      leftOutPlatforms: othersThan(platforms),
      scanFrom,
      scanLimit: scanFrom ? scanLimit.quick(places, freedConnections.length) : scanLimit.full,
      busyConnections: this.busyLookups.next(nowMs),
      freedConnections,
      leftOut: this.heldConnections.leftOut(),
    };
  }

  claimed({ platforms }: ClaimShare, where: WhereToLook, claim: Claim, nowMs: number): void {
    this.busyLookups.listed(claim.listMs, nowMs);
    this.heldConnections.passedOver(claim.passedOver, nowMs);
    for (const platform of platforms) this.scannedTo.set(platform, claim.scannedTo);
    // Those whose next post found no place have moved `scannedTo` back to it.
    where.freedConnections.forEach((id) => this.freed.delete(id));
  }

  /** Also of one that reached the statement timeout: made again at once it would reach it again, and nothing would be claimed. */
  madeFullScan({ platforms }: ClaimShare, tookMs: number, nowMs: number): void {
    const { slowMs, pauseFactor } = platforms.length < allPlatforms.length ? partialScan : fullScan;
    const next = tookMs > slowMs ? nowMs + pauseFactor * tookMs : nowMs;
    for (const platform of platforms) {
      this.fullScanDue.delete(platform);
      this.nextFullScanAt.set(platform, next);
    }
  }

  /** Undefined where one of the platforms was never looked through. */
  private earliest(platforms: Platform[]): QueuePlace | undefined {
    const places = platforms.map((platform) => this.scannedTo.get(platform));
    return places.reduce((first, each) => (first && each && isBefore(each, first) ? each : each && first));
  }
}

/** Places are written so that their texts stand in their order. */
function isBefore(one: QueuePlace, other: QueuePlace): boolean {
  return one.dueAt < other.dueAt || (one.dueAt === other.dueAt && one.id < other.id);
}
