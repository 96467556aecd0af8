interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (error: unknown) => void;
}

export interface MicroBatchLimits {
  /** The most items in one list. */
  maxItems: number;
  /** The longest an item waits for company, in milliseconds, while fewer than `maxRunning` lists are under way. */
  maxWaitMs: number;
  /** Lists under way at once; further items gather meanwhile, so that a slow database gets longer lists and not more of them. */
  maxRunning: number;
}

/** Collects items that arrive close together and hands them over as one list; each caller gets its own result. */
export class MicroBatch<Item, Result> {
  private readonly waiting: Waiting<Item, Result>[] = [];
  private timer: NodeJS.Timeout | undefined;
  private running = 0;

  /** `run` gives one result per item, in order. */
  constructor(
    private readonly run: (items: Item[]) => Promise<Result[]>,
    private readonly limits: MicroBatchLimits,
  ) {}

  async add(item: Item): Promise<Result> {
    return await new Promise<Result>((resolve, reject) => {
      this.waiting.push({ item, resolve, reject });
      this.timer ??= setTimeout(() => this.waitedLongEnough(), this.limits.maxWaitMs);
      this.startLists(this.limits.maxItems);
    });
  }

  private waitedLongEnough(): void {
    this.timer = undefined;
    this.startLists(1);
  }

  /** Starts as many lists as may run, each of at least `least` items. */
  private startLists(least: number): void {
    while (this.running < this.limits.maxRunning && this.waiting.length >= least) {
      this.start(this.waiting.splice(0, this.limits.maxItems));
    }
    if (this.waiting.length > 0) return;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private start(list: Waiting<Item, Result>[]): void {
    this.running += 1;
    this.run(list.map(({ item }) => item))
      .then(
        (results) => list.forEach(({ resolve }, index) => resolve(results[index] as Result)),
        (error: unknown) => list.forEach(({ reject }) => reject(error)),
      )
      .finally(() => {
        this.running -= 1;
        // Without a timer, what waits has waited long enough already.
        this.startLists(this.timer ? this.limits.maxItems : 1);
      });
  }
}
