import type { FieldProblem } from '../../kernel/app-error.ts';
import type { Platform } from '../../kernel/platform.ts';
import type { PostContent, PostKind, PostOptions } from '../../kernel/post-content.ts';
import type { Secret } from '../../kernel/secret.ts';
import type { PlatformCapabilities } from './provider.capabilities.ts';

import type { ProviderFailure } from './provider.errors.ts';
import type { Finding, Places } from './provider.inspection.ts';

export type { Aspect, Finding, Trouble } from './provider.inspection.ts';

/** One connected account, with the right to act for it. */
export interface AccountAccess {
  connectionId: string;
  tenantId: string;
  /** The platform's id of the Page, the Instagram account or the X user. */
  accountId: string;
  accessToken: Secret;
}

/**
 * How sure a platform lets us be after a send without an answer.
 *
 * - `two-phase`: an invisible draft is created first; publishing the same draft again cannot double the post.
 * - `duplicate-rejecting`: an identical post is refused while the first is live.
 * - `plain`: neither; only reading back (twice) can tell.
 */
export type PublishClass = 'two-phase' | 'duplicate-rejecting' | 'plain';

/** What the invisible steps have made so far (media ids, container ids). Stored on the attempt as jsonb. */
export type ResumeState = Record<string, unknown>;

export type PrepareResult =
  | { status: 'ready'; resume: ResumeState }
  | { status: 'waiting'; resume: ResumeState; seconds: number }
  | { status: 'failed'; failure: ProviderFailure };

export type PublishResult =
  | { status: 'published'; platformPostId: string; permalink: string | null }
  | { status: 'failed'; failure: ProviderFailure };

/** A post found on the platform, in terms that can be compared with what was sent. */
export interface RecentPost {
  platformPostId: string;
  permalink: string | null;
  /** The text as the author wrote it: entities decoded, short links expanded. */
  text: string;
  mediaCount: number;
  publishedAt: Date;
}

/** `live`: the draft is published. `ready`: it is not, and can be. `gone`: it cannot any more. `none`: no drafts here. */
export type DraftState = 'live' | 'ready' | 'gone' | 'none';

export type ReadBackResult =
  | { status: 'read'; posts: RecentPost[]; draft: DraftState }
  | { status: 'unreadable'; failure: ProviderFailure };

export interface SentPost {
  content: PostContent;
  resume: ResumeState;
  /** Earliest moment, by the database's clock, at which a send of this post may have started. */
  since: Date;
}

export type RemoveResult =
  | { status: 'removed' }
  /** It was not there any more. */
  | { status: 'gone' }
  | { status: 'failed'; failure: ProviderFailure };

export interface PublishingPort {
  /** Every rule the content breaks, decided without a call. Empty means it can be scheduled. */
  check(content: PostContent): FieldProblem[];

  publishClass(content: PostContent): PublishClass;

  /**
   * The steps nobody sees: uploads, containers. May be called again with the state it returned, after a wait, a crash or
   * on another machine. Must not create anything visible. `save` stores progress at once (a container id before the next call).
   */
  prepare(access: AccountAccess, content: PostContent, progress: PrepareProgress): Promise<PrepareResult>;

  /** The one visible call. Never repeats itself; a lost answer is a failure with meaning `unknown`. */
  publish(access: AccountAccess, content: PostContent, resume: ResumeState): Promise<PublishResult>;

  /** What the platform shows of this account since the send; reads only. */
  readBack(access: AccountAccess, sent: SentPost): Promise<ReadBackResult>;

  /** Takes a live post off the platform; once more is harmless. `options` are those it was sent with. */
  remove(
    access: AccountAccess,
    post: { platformPostId: string; options: PostOptions },
  ): Promise<RemoveResult>;
}

export interface PrepareProgress {
  /** What an earlier call stored; empty on the first. */
  resume: ResumeState;
  save(resume: ResumeState): Promise<void>;
}

/** Tokens as a platform hands them out. */
export interface TokenGrant {
  accessToken: Secret;
  refreshToken: Secret | null;
  /** Null: does not expire. */
  expiresAt: Date | null;
  scopes: string[];
  /** When reads of the person's data stop without a new login (Meta); null where there is no such rule. */
  dataAccessExpiresAt: Date | null;
  /** The person behind a Page's token, where only their own token can take the permission back; null elsewhere. */
  login: Login | null;
}

export interface Login {
  /** The platform's id of the person. */
  id: string;
  token: Secret;
}

/** What passport-oauth2 needs to know to build this platform's strategy. */
export interface AuthorizationSettings {
  authorizationUrl: string;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  scopes: string[];
  scopeSeparator: ' ' | ',';
  pkce: 'S256' | 'none';
  /** More parameters for the dialog, for example `auth_type`. */
  extraParams: Record<string, string>;
}

export interface CodeExchange {
  code: string;
  redirectUri: string;
  codeVerifier?: string;
}

/** An account that the person may connect, and what stands in the way of publishing to it. */
export interface FoundAccount {
  accountId: string;
  accountName: string;
  canPublish: boolean;
  problems: AccountProblem[];
  /** The tokens this account will be used with (for Facebook and Instagram the Page's). */
  grant: TokenGrant;
}

export interface AccountProblem {
  code: string;
  /** Plain words: what is missing and where to change it. */
  message: string;
}

export interface ConnectingPort {
  /** Null when the operator has not configured this platform's app. */
  authorization(): AuthorizationSettings | null;

  /** Throws ProviderError. */
  exchangeCode(exchange: CodeExchange): Promise<TokenGrant>;

  /** Every account the grant can reach, all pages of the list. Throws ProviderError. */
  findAccounts(grant: TokenGrant): Promise<FoundAccount[]>;

  /** `never`: this platform has no refresh; the person must reconnect. */
  readonly refresh: 'rotating' | 'never';

  /** Exchanges a refresh token, which is spent by it. Throws ProviderError (`unsupported` platforms: configuration). */
  refreshGrant(refreshToken: Secret): Promise<TokenGrant>;

  /** Takes the right back on the platform, for everything that `login` reaches where it has one; throws ProviderError. */
  revoke(tokens: Pick<TokenGrant, 'accessToken' | 'refreshToken' | 'login'>): Promise<void>;
}

/** Null: the platform does not tell, which is not the same as 0. */
export interface EngagementCounts {
  likes: number | null;
  comments: number | null;
  shares: number | null;
  reach: number | null;
  impressions: number | null;
}

export interface PublishedPost {
  platformPostId: string;
  publishedAt: Date;
}

export type EngagementResult =
  | { status: 'read'; counts: EngagementCounts }
  | { status: 'gone' }
  | { status: 'failed'; failure: ProviderFailure };

export interface EngagementPort {
  /** Most posts one call can read; callers group up to this many of one account. */
  readonly postsPerRead: number;

  /** What the platform charges for the figures of one post, at most once a UTC day; null: nothing. */
  readonly usdPerRead: number | null;

  /** Reads many posts of one account with as few calls as the platform allows; one entry per post asked for. */
  readEngagement(access: AccountAccess, posts: PublishedPost[]): Promise<Map<string, EngagementResult>>;
}

/** Access for looking; `login` is the person behind a Page's token, where that is kept. */
export interface InspectedAccess extends AccountAccess {
  login: Login | null;
  /** What the token was given for, as stored; empty: not known. */
  scopes: string[];
}

export interface InspectingPort {
  readonly places: Places;

  /** Looks at token, account and app from the platform's side. Reads only; whatever the platform says is a finding, not an error. */
  inspect(access: InspectedAccess): Promise<Finding[]>;
}

/** Something that happened on the platform. */
export interface PlatformEvent {
  kind: 'post-removed';
  accountId: string;
  platformPostId: string;
}

/** Whom a signed request of a platform is about. */
export interface SignedRequest {
  /** The person; null when an account itself sent the app away. */
  loginId: string | null;
  /** The account that sent the app away; null when it is about all that the person gave. */
  accountId: string | null;
  /** When it was made; null where it does not say. It may come late, or again. */
  issuedAt: Date | null;
  /** What to tell whoever uses a connection that lived on it. */
  ended: { code: string; message: string };
}

/** What a platform calls us with. Nothing that is not signed is believed. */
export interface CallbacksPort {
  /** The answer to a platform that asks whether an address is ours; null: it is not for us. */
  challenge(query: Record<string, unknown>): string | null;

  /** Null: the signature does not fit the bytes. */
  eventsIn(bytes: Buffer, signature: string | undefined): PlatformEvent[] | null;

  /** Null: it is not signed with our secret. */
  signedRequest(text: string): SignedRequest | null;
}

/** How a platform reads a text. */
export interface TextPort {
  /** Its length as the platform counts it. */
  lengthOf(text: string): number;
  /** What the platform takes for links, in their order. */
  linksIn(text: string): string[];
}

/** What a post will look like on one platform, as far as it can be told before it is sent. */
export interface PostPreview extends PartPreview {
  /** The posts that follow below it, in their order. */
  thread: PartPreview[];
}

export interface PartPreview {
  kind: PostKind;
  /** As it is shown: without outer blanks, and cut where it is too long; null where this kind shows no text. */
  text: string | null;
  /** What does not fit any more; empty where everything does. */
  cutText: string;
  length: {
    counting: PlatformCapabilities['text']['counting'];
    counted: number;
    limit: number;
    remaining: number;
  };
  links: { url: string; counts: number; isClickable: boolean }[];
  /** What happens to the content on the way, one by one. */
  notices: { code: string; field: string; message: string }[];
}

/** Everything the service knows about one platform. */
export interface Provider {
  readonly platform: Platform;
  readonly capabilities: PlatformCapabilities;
  readonly text: TextPort;
  /** What the platform charges for a post and all that follows it, in US dollars, estimated; null where posting is free. */
  readonly costUsd: ((content: PostContent) => number) | null;
  readonly publishing: PublishingPort;
  readonly connecting: ConnectingPort;
  readonly engagement: EngagementPort;
  readonly inspecting: InspectingPort;
  /** Null where the platform does not call us. */
  readonly callbacks: CallbacksPort | null;
}
