import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { Database, type Sql } from '../../database/database.ts';
import { decodeCursor, pageOf, type Page } from '../../http/cursor-page.ts';
import type { Caller } from '../../http/caller.ts';
import { stillUnderWay } from '../../http/idempotency.errors.ts';
import { noteCreated, type IdempotencyTicket } from '../../http/idempotency.queries.ts';
import type { Secret } from '../../kernel/secret.ts';
import { markSeen, recordEvent } from '../../outbox/outbox.queries.ts';
import { SafeHttp } from '../../security/safe-http.ts';
import { endpointNotFound, endpointPaused, tooManyEndpoints, urlRefused } from './webhook.errors.ts';
import { findDelivery, insertDeliveryTo, type WebhookDelivery } from './webhook-deliveries.queries.ts';
import {
  deleteEndpoint,
  enableEndpoint,
  findEndpoint,
  insertEndpoint,
  listEndpoints,
  lockSecret,
  pauseEndpoint,
  rotateSecret,
  updateEndpoint,
  type EndpointEdit,
  type WebhookEndpoint,
} from './webhook-endpoints.queries.ts';
import { WebhookSecrets } from './webhook-secrets.service.ts';
import { newWebhookSecret } from './webhook-signature.ts';

const mostEndpoints = 20;
const previousSecretHours = 24;

export interface WantedEndpoint {
  url: string;
  description: string | null;
  eventTypes: string[];
  createdBy: string;
  /** Of the call with an `Idempotency-Key`. */
  ticket: IdempotencyTicket | null;
}

export interface EndpointWithSecret {
  endpoint: WebhookEndpoint;
  /** The only time that it leaves the service. */
  secret: Secret;
}

/** The webhook endpoints of a tenant. */
@Injectable()
export class WebhookEndpointsService {
  constructor(
    private readonly database: Database,
    private readonly http: SafeHttp,
    private readonly secrets: WebhookSecrets,
  ) {}

  /**
   * Throws URL_REFUSED (as a field problem), WEBHOOK_ENDPOINT_LIMIT, and IDEMPOTENCY_IN_PROGRESS where another carrier of the same call
   * was faster. A call whose first carrier created the endpoint and could not say so is answered with that endpoint.
   */
  async create(tenantId: string, wanted: WantedEndpoint): Promise<EndpointWithSecret> {
    const { ticket, ...columns } = wanted;
    const earlier = ticket?.created as { endpointId: string } | null | undefined;
    if (earlier) return await this.created(tenantId, earlier.endpointId);
    this.requireCallable(wanted.url);
    const id = uuidv7();
    const secret = newWebhookSecret();
    const secretSealed = this.secrets.seal(secret, { id, tenantId });
    await this.database.transaction(async (tx) => {
      const inserted = await insertEndpoint(tx, tenantId, { ...columns, id, secretSealed }, mostEndpoints);
      if (!inserted) throw tooManyEndpoints(mostEndpoints);
      await this.noteMade(tx, tenantId, ticket, id);
    });
    return { endpoint: await this.require(tenantId, id), secret };
  }

  async list(
    tenantId: string,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<Page<WebhookEndpoint>> {
    const after = decodeCursor(page.cursor);
    const rows = await listEndpoints(this.database, tenantId, { limit: page.limit, after });
    return pageOf(rows, page.limit, {
      item: ({ cursorAt: _cursorAt, ...endpoint }): WebhookEndpoint => endpoint,
      position: ({ cursorAt, id }) => ({ createdAt: cursorAt, id }),
    });
  }

  /** Throws WEBHOOK_ENDPOINT_NOT_FOUND, also for another tenant's. */
  async require(tenantId: string, id: string): Promise<WebhookEndpoint> {
    const endpoint = await findEndpoint(this.database, tenantId, id);
    if (!endpoint) throw endpointNotFound(id);
    return endpoint;
  }

  async update(tenantId: string, id: string, edit: EndpointEdit): Promise<WebhookEndpoint> {
    await this.require(tenantId, id);
    if (edit.url !== undefined) this.requireCallable(edit.url);
    await updateEndpoint(this.database, tenantId, id, edit);
    return await this.require(tenantId, id);
  }

  async delete(tenantId: string, id: string): Promise<void> {
    if (!(await deleteEndpoint(this.database, tenantId, id))) throw endpointNotFound(id);
  }

  /**
   * From now on two secrets sign, the old one for another day; one of before that no longer counts. A call whose first carrier rotated
   * and could not say so is answered with the secret of now. Throws IDEMPOTENCY_IN_PROGRESS as `create` does.
   */
  async rotateSecret(
    tenantId: string,
    id: string,
    ticket: IdempotencyTicket | null,
  ): Promise<EndpointWithSecret> {
    if (ticket?.created) return await this.created(tenantId, id);
    const secret = newWebhookSecret();
    await this.database.transaction(async (tx) => {
      const sealed = await lockSecret(tx, tenantId, id);
      if (sealed === undefined) throw endpointNotFound(id);
      await rotateSecret(tx, tenantId, id, {
        present: this.secrets.seal(secret, { id, tenantId }),
        previous: this.secrets.sealAsPrevious(sealed, { id, tenantId }),
        previousHours: previousSecretHours,
      });
      await this.noteMade(tx, tenantId, ticket, id);
    });
    return { endpoint: await this.require(tenantId, id), secret };
  }

  /** By hand; one that is paused already keeps the reason it has. */
  async pause(
    { tenantId, subject }: Pick<Caller, 'tenantId' | 'subject'>,
    id: string,
  ): Promise<WebhookEndpoint> {
    await pauseEndpoint(this.database, tenantId, id, `Paused by ${subject}.`);
    return await this.require(tenantId, id);
  }

  async enable(tenantId: string, id: string): Promise<WebhookEndpoint> {
    await this.database.transaction(async (tx) => await enableEndpoint(tx, tenantId, id));
    return await this.require(tenantId, id);
  }

  /** A message that says nothing, to this endpoint alone. Throws WEBHOOK_ENDPOINT_PAUSED. */
  async test(tenantId: string, id: string): Promise<WebhookDelivery> {
    const { pausedReason } = await this.require(tenantId, id);
    if (pausedReason !== null) throw endpointPaused(pausedReason);
    return await this.database.transaction(async (tx) => {
      const data = { endpointId: id };
      const eventId = await recordEvent(tx, tenantId, { type: 'webhook.test', data });
      if (eventId === undefined) throw new Error('An event without a key is always written.');
      await markSeen(tx, 'webhooks', [eventId]);
      const deliveryId = await insertDeliveryTo(tx, tenantId, { eventId, endpointId: id });
      const delivery = deliveryId && (await findDelivery(tx, tenantId, deliveryId));
      if (!delivery) throw endpointNotFound(id);
      return delivery;
    });
  }

  /** With what was made, or nothing of it stands: another carrier of the same call may have been faster. */
  private async noteMade(
    tx: Sql,
    tenantId: string,
    ticket: IdempotencyTicket | null,
    endpointId: string,
  ): Promise<void> {
    if (ticket && !(await noteCreated(tx, tenantId, ticket, { endpointId }))) throw stillUnderWay(ticket.key);
  }

  private async created(tenantId: string, id: string): Promise<EndpointWithSecret> {
    const sealed = await lockSecret(this.database, tenantId, id);
    if (sealed === undefined) throw endpointNotFound(id);
    return {
      endpoint: await this.require(tenantId, id),
      secret: this.secrets.open(sealed, { id, tenantId }),
    };
  }

  /** What can be told without a name server is told at once; the rest when something is sent. */
  private requireCallable(url: string): void {
    const refusal = this.http.refusalOf(url);
    if (refusal !== null) throw urlRefused(refusal);
  }
}
