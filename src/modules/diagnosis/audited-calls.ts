import type { NewAuditEvent } from './audit.queries.ts';

/** A call that was carried out: `answer` as the route gave it, before it became JSON. */
export interface CallDone {
  /** Method and route, such as `POST posts/:id/cancel`. */
  call: string;
  params: Record<string, string>;
  body: unknown;
  answer: unknown;
}

export type AuditNote = Omit<NewAuditEvent, 'actor'>;

/** What the call changed: one note for each row. Nothing for calls that the audit does not hold. */
export function auditNotesOf(done: CallDone): AuditNote[] {
  return notesByCall.get(done.call)?.(done) ?? [];
}

/** Whether the audit holds such calls at all; most requests are none. */
export function isAudited(call: string): boolean {
  return notesByCall.has(call);
}

type NotesOf = (done: CallDone) => AuditNote[];

const connection = rowNamedByPath('SocialConnection');
const post = rowNamedByPath('SocialPost');
const endpoint = rowNamedByPath('SocialWebhookEndpoint');

/** The calls by which people change what is there already, connect accounts, bring files, and say where this service sends what happens. */
const notesByCall = new Map<string, NotesOf>([
  ['POST connections/authorize', startedLogin],
  ['POST connections/sessions/:id/select', selectedAccounts],
  ['PATCH connections/:id', connection],
  ['DELETE connections/:id', connection],
  ['POST connections/:id/deactivate', connection],
  ['POST connections/:id/reconnect', connection],
  ['POST connections/:id/refresh', connection],
  ['POST media', uploadedFile],
  ['DELETE media/:id', rowNamedByPath('SocialMedia')],
  ['PATCH posts/:id', post],
  ['DELETE posts/:id', post],
  ['POST posts/:id/publish', post],
  ['POST posts/:id/retry', post],
  ['POST posts/:id/cancel', post],
  ['POST posts/:id/reschedule', post],
  ['POST posts/reschedule', spreadPosts],
  ['PUT budgets/:platform', budget],
  ['PUT notice-settings', noticeSettings],
  ['POST webhook-endpoints', createdEndpoint],
  ['PATCH webhook-endpoints/:id', changedEndpoint],
  ['DELETE webhook-endpoints/:id', endpoint],
  ['POST webhook-endpoints/:id/rotate-secret', endpoint],
  ['POST webhook-endpoints/:id/pause', endpoint],
  ['POST webhook-endpoints/:id/enable', endpoint],
]);

function rowNamedByPath(table: NewAuditEvent['table']): NotesOf {
  return ({ call, params }) => [{ table, rowId: params['id'] ?? null, change: { call } }];
}

/** The session leads to what was connected in the end; the person in the browser has no name here. */
function startedLogin({ call, answer }: CallDone): AuditNote[] {
  const { sessionId } = answer as { sessionId: string };
  return [{ table: 'SocialOAuthSession', rowId: sessionId, change: { call } }];
}

function selectedAccounts({ call, params, answer }: CallDone): AuditNote[] {
  const { connections } = answer as { connections: { id: string }[] };
  return connections.map(({ id }) => ({
    table: 'SocialConnection',
    rowId: id,
    change: { call, sessionId: params['id'] },
  }));
}

function uploadedFile({ call, answer }: CallDone): AuditNote[] {
  return [{ table: 'SocialMedia', rowId: (answer as { id: string }).id, change: { call } }];
}

/** As the same change through psql is noted: each post by itself, and only those that moved. */
function spreadPosts({ call, answer }: CallDone): AuditNote[] {
  const { applied, posts } = answer as {
    applied: boolean;
    posts: { id: string; scheduledAt: Date; newScheduledAt: Date }[];
  };
  if (!applied) return [];
  return posts
    .filter(({ scheduledAt, newScheduledAt }) => scheduledAt.getTime() !== newScheduledAt.getTime())
    .map(({ id, scheduledAt, newScheduledAt }) => ({
      table: 'SocialPost',
      rowId: id,
      change: { call, scheduledAt: [scheduledAt, newScheduledAt] },
    }));
}

function budget({ call, answer }: CallDone): AuditNote[] {
  const { platform, monthlyUsd } = answer as { platform: string; monthlyUsd: number | null };
  return [{ table: 'SocialBudget', rowId: null, change: { call, platform, monthlyUsd } }];
}

/** Without the address: a note stays for ever, and a person may ask to be forgotten. */
function noticeSettings({ call, answer }: CallDone): AuditNote[] {
  const contactEmail = (answer as { contactEmail: string | null }).contactEmail === null ? 'removed' : 'set';
  return [{ table: 'SocialNoticeSettings', rowId: null, change: { call, contactEmail } }];
}

function createdEndpoint({ call, answer }: CallDone): AuditNote[] {
  return [endpointNote(answer as Endpoint, { call })];
}

function changedEndpoint({ call, body, answer }: CallDone): AuditNote[] {
  return [endpointNote(answer as Endpoint, { call, changed: Object.keys(body ?? {}).toSorted() })];
}

interface Endpoint {
  id: string;
  url: string;
}

/** Of the address only the host: what follows it may hold a key. */
function endpointNote({ id, url }: Endpoint, change: Record<string, unknown>): AuditNote {
  return { table: 'SocialWebhookEndpoint', rowId: id, change: { ...change, host: new URL(url).host } };
}
