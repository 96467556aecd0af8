import type { Diagnosis } from './diagnosis-of.ts';

export class DiagnosisCheckDto {
  /** For example `token-valid`; the order of the checks is that of their importance. */
  name: string;
  /** `skipped`: it was not looked at, `message` says why. */
  status: 'passed' | 'failed' | 'warning' | 'skipped';
  message: string;
  /** The platform's own words, for operators. */
  detail?: string;
}

/** Why posts of a connection do not go out. */
export class DiagnosisDto {
  connectionId: string;
  /** When it was worked out; who asks again within ten seconds gets the same answer. */
  checkedAt: Date;
  /** `blocked`: no post can go out. `warning`: posts go out, or the platform could not be asked. */
  status: 'healthy' | 'warning' | 'blocked';
  /** Stable code of the first check that failed; null: nothing wrong was found. */
  cause: string | null;
  /** What it is and what to do, in words for a club admin. */
  message: string;
  /** Who must act; null: nobody. */
  who: 'club-admin' | 'operator' | 'platform' | 'author' | 'wait' | null;
  /** Where to act: an address of the platform, or the call that starts a reconnect (POST). */
  link: string | null;
  checks: DiagnosisCheckDto[];

  static from(diagnosis: Diagnosis): DiagnosisDto {
    return { ...diagnosis };
  }
}
