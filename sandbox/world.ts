import type { IdSource } from './ids.ts';

export const ALL_TASKS = [
  'ANALYZE',
  'ADVERTISE',
  'MESSAGING',
  'MODERATE',
  'CREATE_CONTENT',
  'MANAGE',
] as const;
export type PageTask = (typeof ALL_TASKS)[number];

export type AccountState =
  | 'ok'
  | 'expired'
  | 'password-changed'
  | 'app-removed'
  | 'revoked'
  | 'checkpoint'
  | 'lost-role'
  | 'locked'
  | 'suspended'
  | 'restricted';

export interface Page {
  id: string;
  name: string;
  category: { id: string; name: string };
  instagramId: string | null;
}

export interface InstagramAccount {
  id: string;
  username: string;
  name: string;
  pageId: string;
}

/** How a person holds a Page: a role of their own, or through a business. */
export interface PageRole {
  pageId: string;
  tasks: readonly PageTask[];
  through: 'role' | 'business-owned' | 'business-client';
}

export interface Person {
  id: string;
  name: string;
  roles: Map<string, PageRole>;
  /** What this person has answered to our app, permission by permission. */
  permissions: Map<string, 'granted' | 'declined'>;
}

export interface TwitterUser {
  id: string;
  name: string;
  username: string;
}

/** What the control API can change about an account. */
export interface AccountSettings {
  state: AccountState;
  readLagSeconds: number;
  duplicateCheck: boolean;
  igQuotaTotal: number;
  containerSeconds: number;
  containerFails: boolean;
  /** Facebook: how long a video is worked on after it was published. */
  videoSeconds: number;
  /** Facebook: the work on videos ends in an error. */
  videoFails: boolean;
  /** X: weighted length; more than 280 only for paying accounts. */
  maxTextLength: number;
  /** Graph: percent of the account's call budget that is used up; 100 refuses calls. */
  usagePercent: number;
  regainMinutes: number;
  /** Facebook: a Page that is not published shows its posts to nobody. */
  isPublished: boolean;
  /** Instagram: a personal account stays known to its Page and takes no posts of apps. */
  isProfessional: boolean;
  /** Instagram: whether the account is linked to its Page. */
  isLinked: boolean;
}

const DEFAULT_SETTINGS: Readonly<AccountSettings> = {
  state: 'ok',
  readLagSeconds: 0,
  duplicateCheck: true,
  igQuotaTotal: 100,
  containerSeconds: 1,
  containerFails: false,
  videoSeconds: 0,
  videoFails: false,
  maxTextLength: 280,
  usagePercent: 0,
  regainMinutes: 15,
  isPublished: true,
  isProfessional: true,
  isLinked: true,
};

/** Who and what exists. Posts and tokens are kept elsewhere. */
export class World {
  readonly persons = new Map<string, Person>();
  readonly pages = new Map<string, Page>();
  readonly instagram = new Map<string, InstagramAccount>();
  readonly twitter = new Map<string, TwitterUser>();
  private readonly firstHolders = new Map<string, Person>();
  private readonly changedSettings = new Map<string, AccountSettings>();
  private readonly ids: IdSource;

  constructor(ids: IdSource) {
    this.ids = ids;
  }

  addPerson(person: { id?: string; name: string }): Person {
    const id = person.id ?? this.ids.graph('10');
    const added: Person = { id, name: person.name, roles: new Map(), permissions: new Map() };
    this.persons.set(id, added);
    return added;
  }

  addPage(page: { id?: string; name: string }, holder: Person, role?: Partial<PageRole>): Page {
    const id = page.id ?? this.ids.graph('61');
    const added: Page = {
      id,
      name: page.name,
      category: { id: '2201', name: 'Sports Club' },
      instagramId: null,
    };
    this.pages.set(id, added);
    this.giveRole(holder, added, role);
    return added;
  }

  giveRole(person: Person, page: Page, role: Partial<PageRole> = {}): void {
    if (!this.firstHolders.has(page.id)) this.firstHolders.set(page.id, person);
    person.roles.set(page.id, { pageId: page.id, tasks: ALL_TASKS, through: 'role', ...role });
  }

  linkInstagram(page: Page, account: { id?: string; username: string; name: string }): InstagramAccount {
    const id = account.id ?? this.ids.graph('17');
    const added = { ...account, id, pageId: page.id };
    this.instagram.set(id, added);
    page.instagramId = id;
    return added;
  }

  addTwitterUser(user: { id?: string; name: string; username: string }): TwitterUser {
    const added = { ...user, id: user.id ?? this.ids.snowflake() };
    this.twitter.set(added.id, added);
    return added;
  }

  settingsOf(accountId: string): Readonly<AccountSettings> {
    return this.changedSettings.get(accountId) ?? DEFAULT_SETTINGS;
  }

  changeSettings(accountId: string, changes: Partial<AccountSettings>): AccountSettings {
    const settings = { ...this.settingsOf(accountId), ...changes };
    this.changedSettings.set(accountId, settings);
    return settings;
  }

  /** The first person who holds the Page; the control API mints tokens in that person's name. */
  holderOf(pageId: string): Person | undefined {
    return this.firstHolders.get(pageId);
  }

  has(accountId: string): boolean {
    return [this.persons, this.pages, this.instagram, this.twitter].some((kind) => kind.has(accountId));
  }

  clear(): void {
    for (const map of [this.persons, this.pages, this.instagram, this.twitter]) map.clear();
    this.firstHolders.clear();
    this.changedSettings.clear();
  }
}
