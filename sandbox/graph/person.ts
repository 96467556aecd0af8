import type { Page, PageRole, Person } from '../world.ts';
import { askedCursor, askedFields, askedLimit, listAnswer, type GraphCall } from './call.ts';
import { GraphRefusal, invalidParameter, unknownField } from './errors.ts';
import { parseFields, pick, withId, type Field } from './fields.ts';
import { readPage, viewConnectedInstagram, viewLinkedInstagram } from './page-reading.ts';

/** GET /me: the person, or with a page token the Page. */
export function readMe(call: GraphCall): unknown {
  const page = call.caller.pageId === null ? undefined : call.sandbox.world.pages.get(call.caller.pageId);
  if (page) return readPage(call, page);
  const person = requirePerson(call, 'me');
  return pick(
    withId(askedFields(call, 'id,name')),
    {
      id: () => person.id,
      name: () => person.name,
      email: () => undefined,
      picture: () => ({
        data: { url: `https://graph.facebook.com/${person.id}/picture`, is_silhouette: true },
      }),
      accounts: () => ({
        data: heldPages(call, person, ['role']).map((held) => viewHeldPage(call, held, defaultPageFields())),
      }),
    },
    (name) => unknownField(name, 'User'),
  );
}

/** GET /me/accounts: the ticked Pages on which the person has a role of their own. */
export function listAccounts(call: GraphCall): unknown {
  const person = requirePerson(call, 'accounts');
  const fields = withId(askedFields(call, DEFAULT_PAGE_FIELDS));
  const limit = askedLimit(call);
  const all = call.caller.scopes.has('pages_show_list') ? heldPages(call, person, ['role']) : [];
  const after = askedCursor(call);
  const start = after === null ? 0 : all.findIndex((held) => held.page.id === after) + 1;
  const items = all.slice(start, start + limit);
  const page = { items, hasMore: start + limit < all.length, cursorOf: (held: HeldPage) => held.page.id };
  return listAnswer(call, page, (held) => viewHeldPage(call, held, fields));
}

/** GET /me/businesses: the only place where Pages held through a business are seen. */
export function listBusinesses(call: GraphCall): unknown {
  const person = requirePerson(call, 'businesses');
  if (!call.caller.scopes.has('business_management')) {
    throw new GraphRefusal({
      code: 200,
      status: 403,
      message: '(#200) Requires business_management permission to manage the object',
    });
  }
  const hasBusiness = [...person.roles.values()].some((role) => role.through !== 'role');
  if (!hasBusiness) return { data: [] };
  const edge = (through: PageRole['through']) => (field: Field) => {
    const pages = heldPages(call, person, [through]);
    if (pages.length === 0) return undefined;
    const fields = field.children.length > 0 ? withId(field.children) : parseFields('id,name');
    return {
      data: pages.map((held) => viewHeldPage(call, held, fields)),
      paging: { cursors: { before: 'QVFI', after: 'QVFI' } },
    };
  };
  const business = pick(
    withId(askedFields(call, 'id,name')),
    {
      id: () => `20${person.id}`,
      name: () => 'Town Sports Association',
      owned_pages: edge('business-owned'),
      client_pages: edge('business-client'),
    },
    (name) => unknownField(name, 'Business'),
  );
  return { data: [business], paging: { cursors: { before: 'QVFI', after: 'QVFI' } } };
}

export function listPermissions(call: GraphCall): unknown {
  const person = requirePerson(call, 'permissions');
  const data = [...person.permissions].map(([permission, status]) => ({ permission, status }));
  return { data };
}

/** DELETE /me/permissions removes the app; DELETE /me/permissions/{permission} takes one permission back. */
export function revokePermissions(call: GraphCall, permission: string | undefined): unknown {
  const person = requirePerson(call, 'permissions');
  if (permission === undefined) {
    person.permissions.clear();
    call.sandbox.graphTokens.noteState(person.id, 'app-removed');
  } else {
    person.permissions.set(permission, 'declined');
    call.sandbox.graphTokens.withdraw(person.id, permission);
  }
  return { success: true };
}

const DEFAULT_PAGE_FIELDS = 'access_token,category,category_list,name,id,tasks';

const defaultPageFields = () => parseFields(DEFAULT_PAGE_FIELDS);

interface HeldPage {
  page: Page;
  role: PageRole;
}

function heldPages(call: GraphCall, person: Person, through: readonly PageRole['through'][]): HeldPage[] {
  return [...person.roles.values()]
    .filter((role) => through.includes(role.through) && call.caller.pageIds.has(role.pageId))
    .flatMap((role) => {
      const page = call.sandbox.world.pages.get(role.pageId);
      const isLost = call.sandbox.world.settingsOf(role.pageId).state === 'lost-role';
      return page && !isLost ? [{ page, role }] : [];
    });
}

function viewHeldPage(call: GraphCall, { page, role }: HeldPage, fields: Field[]): unknown {
  return pick(
    fields,
    {
      access_token: () => call.sandbox.graphTokens.pageToken(call.caller, page.id).value,
      category: () => page.category.name,
      category_list: () => [page.category],
      name: () => page.name,
      id: () => page.id,
      tasks: () => role.tasks,
      link: () => `https://www.facebook.com/${page.id}`,
      picture: () => ({
        data: { url: `https://graph.facebook.com/${page.id}/picture`, is_silhouette: false },
      }),
      username: () => undefined,
      fan_count: () => 420,
      followers_count: () => 440,
      instagram_business_account: (field) => viewLinkedInstagram(call, page, field),
      connected_instagram_account: (field) => viewConnectedInstagram(call, page, field),
    },
    (name) => unknownField(name, 'Page'),
  );
}

function requirePerson(call: GraphCall, edge: string): Person {
  const person =
    call.caller.kind === 'USER' ? call.sandbox.world.persons.get(call.caller.personId) : undefined;
  if (!person) throw invalidParameter(`Tried accessing nonexisting field (${edge})`);
  return person;
}
