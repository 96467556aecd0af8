import { Injectable } from '@nestjs/common';
import { Clock } from '../../../kernel/clock.ts';
import { MetaApi } from '../meta.api.ts';
import { containerFailure, isMetaSuccess, type MetaContext, metaFailure } from '../meta.failure.ts';
import { ProviderError, type ProviderFailure } from '../provider.errors.ts';
import { unreadableAnswerFailure } from '../provider.failure.ts';
import type { HttpAnswer, HttpOutcome } from '../provider.http.ts';
import { textAt } from '../provider.json.ts';
import type { AccountAccess, DraftState } from '../provider.port.ts';
import { draftStateOf } from './instagram-posts.ts';
import type { Container } from './instagram-containers.ts';

/** Instagram drops a container after 24 hours; one that nears it is made anew. */
const containerLifeMs = 23 * 3_600_000;

/** `broken`: it ended in an error and never recovers. */
export type ContainerLook =
  | { state: 'finished' | 'working' | 'published' | 'gone' }
  | { state: 'broken' | 'unreadable'; failure: ProviderFailure };

export type DraftReading =
  { status: 'read'; draft: DraftState } | { status: 'unreadable'; failure: ProviderFailure };

/** Containers, which hold a post before it is published: developers.facebook.com/docs/instagram-platform/content-publishing. */
@Injectable()
export class InstagramContainers {
  constructor(
    private readonly api: MetaApi,
    private readonly clock: Clock,
  ) {}

  /** Throws ProviderError. One whose id is lost stays unseen and is dropped by Instagram after a day. */
  async create(access: AccountAccess, params: Record<string, string>): Promise<Container> {
    const outcome = await this.api.call({
      method: 'POST',
      path: `${access.accountId}/media`,
      token: access.accessToken,
      params,
    });
    if (!isMetaSuccess(outcome)) throw new ProviderError(metaFailure(outcome, this.#context('account')));
    const containerId = textAt(outcome.body, 'id');
    if (!containerId) throw new ProviderError(unreadableAnswerFailure('INSTAGRAM', outcome.status));
    return { containerId, createdAt: this.clock.now().getTime() };
  }

  /** One that is too old to be used is asked all the same: it may have been published long ago. */
  async look(access: AccountAccess, container: Container): Promise<ContainerLook> {
    const outcome = await this.#read(access, container);
    if (!isMetaSuccess(outcome)) {
      const failure = metaFailure(outcome, this.#context('post'));
      return failure.meaning === 'gone' ? { state: 'gone' } : { state: 'unreadable', failure };
    }
    const look = this.#lookIn(outcome);
    return look.state === 'published' || this.isYoung(container) ? look : { state: 'gone' };
  }

  #lookIn(outcome: HttpAnswer): ContainerLook {
    switch (textAt(outcome.body, 'status_code') ?? '') {
      case 'FINISHED':
        return { state: 'finished' };
      case 'PUBLISHED':
        return { state: 'published' };
      case 'EXPIRED':
        return { state: 'gone' };
      case 'ERROR': {
        const status = textAt(outcome.body, 'status') ?? '';
        return { state: 'broken', failure: containerFailure(status, this.#context('post')) };
      }
      default:
        return { state: 'working' };
    }
  }

  async readDraft(access: AccountAccess, container: Container | null): Promise<DraftReading> {
    if (!container) return { status: 'read', draft: 'none' };
    const outcome = await this.#read(access, container);
    if (!isMetaSuccess(outcome)) {
      const failure = metaFailure(outcome, this.#context('post'));
      return failure.meaning === 'gone'
        ? { status: 'read', draft: 'gone' }
        : { status: 'unreadable', failure };
    }
    const draft = draftStateOf(textAt(outcome.body, 'status_code'));
    return draft === 'unreadable'
      ? { status: 'unreadable', failure: unreadableAnswerFailure('INSTAGRAM', outcome.status) }
      : { status: 'read', draft };
  }

  isYoung(container: Container): boolean {
    return this.ageMs(container) <= containerLifeMs;
  }

  ageMs({ createdAt }: Container): number {
    return this.clock.now().getTime() - createdAt;
  }

  #read(access: AccountAccess, { containerId }: Container): Promise<HttpOutcome> {
    return this.api.call({
      method: 'GET',
      path: containerId,
      token: access.accessToken,
      params: { fields: 'status_code,status' },
    });
  }

  #context(subject: MetaContext['subject']): MetaContext {
    return { platform: 'INSTAGRAM', now: this.clock.now(), subject };
  }
}
