import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../database/database.ts';
import { Clock } from '../kernel/clock.ts';
import { Secret } from '../kernel/secret.ts';
import { TokenCipher, type SealContext } from '../security/token-cipher.ts';
import { keyReused, stillUnderWay } from './idempotency.errors.ts';
import {
  findKey,
  forgetOldKeys,
  releaseKey,
  storeAnswer,
  takeKey,
  type IdempotencyTicket,
  type IdempotentCall,
} from './idempotency.queries.ts';

/** A carrier that died is followed by another after this long; looking at large files may take most of it. */
const leaseSeconds = 60;
/** How long a repeated call waits for the answer of the first one. */
const longestWaitMs = 10_000;
const firstLookAfterMs = 25;
const lastLookAfterMs = 250;
/** Few enough for a statement of well below a second. */
const forgottenAtOnce = 5_000;

/** What is to be done with a call: carry it out, or answer as the first one was answered. */
export type IdempotencyTurn =
  { kind: 'carry-out'; ticket: IdempotencyTicket } | { kind: 'replay'; status: number; answer: unknown };

/** Calls that are repeated with the same `Idempotency-Key` happen once, and all get the same answer. */
@Injectable()
export class IdempotencyService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly cipher: TokenCipher,
  ) {}

  /** Waits for the first call where it is under way. Throws IDEMPOTENCY_KEY_REUSED and IDEMPOTENCY_IN_PROGRESS. */
  async begin(call: IdempotentCall): Promise<IdempotencyTurn> {
    const deadline = this.clock.monotonicMs() + longestWaitMs;
    for (let waitMs = firstLookAfterMs; ; waitMs = Math.min(2 * waitMs, lastLookAfterMs)) {
      const ticket = await takeKey(this.database, call, uuidv7(), leaseSeconds);
      if (ticket) return { kind: 'carry-out', ticket };
      const known = await findKey(this.database, call.tenantId, call.key);
      if (known && !known.requestHash.equals(call.requestHash)) throw keyReused(call.key);
      if (known?.status && known.answerSealed) {
        const json = this.cipher.open(known.answerSealed, placeOf(call.tenantId, known.ticketId));
        return { kind: 'replay', status: known.status, answer: JSON.parse(json.reveal()) as unknown };
      }
      if (this.clock.monotonicMs() > deadline) throw stillUnderWay(call.key);
      // Callers that came together do not look together.
      await pause(waitMs * (0.5 + Math.random()));
    }
  }

  async keepAnswer(
    { tenantId, key }: IdempotentCall,
    ticket: IdempotencyTicket,
    { status, answer }: { status: number; answer: unknown },
  ): Promise<void> {
    const json = new Secret(JSON.stringify(answer));
    const sealed = this.cipher.seal(json, placeOf(tenantId, ticket.id));
    await storeAnswer(this.database, tenantId, ticket.id, { key, status, answer: sealed });
  }

  /** After a refusal: the same key may be used for the corrected request. */
  async release({ tenantId, key }: IdempotentCall, ticket: IdempotencyTicket): Promise<void> {
    await releaseKey(this.database, tenantId, key, ticket.id);
  }

  /** How many keys of yesterday went. */
  async forgetOld(): Promise<number> {
    for (let forgotten = 0; ;) {
      const gone = await forgetOldKeys(this.database, forgottenAtOnce);
      forgotten += gone;
      if (gone < forgottenAtOnce) return forgotten;
    }
  }
}

function placeOf(tenantId: string, ticketId: string): SealContext {
  return { table: 'SocialIdempotencyKey', column: 'answer_sealed', rowId: ticketId, tenantId };
}
