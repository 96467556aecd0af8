import type { UploadedFile } from '../forms.ts';
import type { Sandbox } from '../sandbox.ts';
import { invalidParameter, objectNotFound, permissionDenied } from './errors.ts';
import { parseFields, type Field } from './fields.ts';
import type { GraphToken } from './tokens.ts';

/** One request to Graph, or one item of a batch. */
export interface GraphRequest {
  method: string;
  /** Without the version: `['me', 'accounts']`. */
  path: readonly string[];
  params: Record<string, string>;
  files: readonly UploadedFile[];
  token: string;
  /** Where the client found us, such as `http://127.0.0.1:4010/v26.0`. */
  baseUrl: string;
}

/** A request whose token has been found good. */
export interface GraphCall extends GraphRequest {
  sandbox: Sandbox;
  caller: GraphToken;
}

/** Splits `/v26.0/me/accounts` into version and path. A path without a version is served too. */
export function splitPath(pathname: string): { version: string; path: string[] } {
  const segments = pathname
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeURIComponent);
  if (segments[0] && /^v\d+\.\d+$/.test(segments[0]))
    return { version: segments[0], path: segments.slice(1) };
  return { version: '', path: segments };
}

export function askedFields(call: GraphCall, whenAbsent: string): Field[] {
  return parseFields(call.params['fields'] || whenAbsent);
}

/** @returns a number between 1 and 100. */
export function askedLimit(call: GraphCall): number {
  const limit = Number(call.params['limit'] ?? 25);
  if (!Number.isInteger(limit) || limit < 0)
    throw invalidParameter('Param limit must be a non-negative integer');
  return Math.min(Math.max(limit, 1), 100);
}

/** A time as Graph takes it: unix seconds or a date. @returns ms since 1970 */
export function askedTime(call: GraphCall, name: string, whenAbsent: number): number {
  const text = call.params[name];
  if (text === undefined) return whenAbsent;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(ms)) throw invalidParameter(`Param ${name} must be a unix time or a date`);
  return ms;
}

export function isFalse(text: string | undefined): boolean {
  return text === 'false' || text === '0';
}

export function requireScope(call: GraphCall, scope: string): void {
  if (!call.caller.scopes.has(scope)) throw permissionDenied(scope);
}

/** Reading a Page's things needs its own token, or the token of a person with a role on it. */
export function requirePageInSight(call: GraphCall, pageId: string, objectId: string): void {
  if (call.caller.pageId === pageId) return;
  const person = call.sandbox.world.persons.get(call.caller.personId);
  const isHolder =
    call.caller.kind === 'USER' && person?.roles.has(pageId) && call.caller.pageIds.has(pageId);
  if (!isHolder) throw objectNotFound(objectId, call.method.toLowerCase());
}

export interface ListPage<Item> {
  items: readonly Item[];
  /** Stands for an item in a cursor. */
  cursorOf(item: Item): string;
  hasMore: boolean;
}

/** `data` and `paging` of an edge. An empty list has no paging. */
export function listAnswer<Item>(call: GraphCall, page: ListPage<Item>, view: (item: Item) => unknown) {
  const [first, last] = [page.items[0], page.items.at(-1)];
  if (first === undefined || last === undefined) return { data: [] };
  const cursors = { before: encodeCursor(page.cursorOf(first)), after: encodeCursor(page.cursorOf(last)) };
  const next = page.hasMore ? { next: nextUrl(call, cursors.after) } : {};
  return { data: page.items.map(view), paging: { cursors, ...next } };
}

export function askedCursor(call: GraphCall): string | null {
  const after = call.params['after'];
  return after ? Buffer.from(after, 'base64url').toString() : null;
}

function encodeCursor(text: string): string {
  return Buffer.from(text).toString('base64url');
}

function nextUrl(call: GraphCall, after: string): string {
  const query = new URLSearchParams({ ...call.params, access_token: call.token, after });
  return `${call.baseUrl}/${call.path.join('/')}?${query.toString()}`;
}
