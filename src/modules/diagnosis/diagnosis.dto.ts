import type { Diagnosis } from './diagnosis-of.ts';

export class DiagnosisCheckDto {
  /**
   * What was looked at; the order of the checks is that of their importance.
   * @example 'token-valid'
   */
  name: string;
  /**
   * `skipped`: it was not looked at, `message` says why.
   * @example 'failed'
   */
  status: 'passed' | 'failed' | 'warning' | 'skipped';
  /** @example 'The Facebook password was changed, which ended the connection. Please reconnect the account.' */
  message: string;
  /** The platform's own words, for operators. */
  detail?: string;
}

/** Why posts of a connection do not go out. */
export class DiagnosisDto {
  connectionId: string;
  /** When it was worked out; who asks again within ten seconds gets the same answer. */
  checkedAt: Date;
  /**
   * `blocked`: no post can go out. `warning`: posts go out, or the platform could not be asked.
   * @example 'blocked'
   */
  status: 'healthy' | 'warning' | 'blocked';
  /**
   * Stable code of the first check that failed; null: nothing wrong was found.
   * @example 'FACEBOOK_PASSWORD_CHANGED'
   */
  cause: string | null;
  /**
   * What it is and what to do, in words for a club admin.
   * @example 'The Facebook password was changed, which ended the connection. Please reconnect the account.'
   */
  message: string;
  /**
   * Who must act; null: nobody.
   * @example 'club-admin'
   */
  who: 'club-admin' | 'operator' | 'platform' | 'author' | 'wait' | null;
  /**
   * Where to act: an address of the platform, or the call that starts a reconnect (POST).
   * @example 'https://social.example/api/v1/social/connections/01a0a5f2-6b1f-7d52-9a41-6f0d5a1c9e20/reconnect'
   */
  link: string | null;
  checks: DiagnosisCheckDto[];

  static from(diagnosis: Diagnosis): DiagnosisDto {
    return { ...diagnosis };
  }
}
