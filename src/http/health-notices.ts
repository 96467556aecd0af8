import { Injectable } from '@nestjs/common';

/** Something that will need an administrator, although everything works today. */
export interface HealthNotice {
  code: string;
  message: string;
}

/** Where modules tell what is coming; `/health/ready` shows it. */
@Injectable()
export class HealthNotices {
  private readonly sources: (() => HealthNotice | null)[] = [];

  /** `source` is asked each time. */
  add(source: () => HealthNotice | null): void {
    this.sources.push(source);
  }

  list(): HealthNotice[] {
    return this.sources.flatMap((source) => source() ?? []);
  }
}
