import { createHash } from 'node:crypto';
import { startSandbox, type RunningSandbox } from '../../sandbox/server.ts';
import { SandboxClient } from '../../sandbox/support/sandbox-client.ts';
import type { Platform } from '../../src/kernel/platform.ts';
import type { MediaItem, PostContent } from '../../src/kernel/post-content.ts';
import { Secret } from '../../src/kernel/secret.ts';
import { ProviderError, type ProviderFailure } from '../../src/modules/providers/provider.errors.ts';
import type {
  AccountAccess,
  CodeExchange,
  FoundAccount,
  PrepareResult,
  Provider,
  PublishResult,
  ResumeState,
} from '../../src/modules/providers/provider.port.ts';
import { openProviders, sandboxConfig, type OpenProviders } from './providers.ts';

const redirectUri = 'http://127.0.0.1:3999/callback';
const codeVerifier = 'a-verifier-that-is-longer-than-forty-three-characters';

/** Accounts that every sandbox starts with. */
export const seeded = {
  alex: '100000000000101',
  sam: '100000000000102',
  page: '610000000000001',
  instagram: '17841400000000001',
  twitter: '1500000000000000001',
} as const;

/** The accounts that the contract of all providers is tested with. */
export const contractCases: ContractCase[] = [
  {
    platform: 'FACEBOOK',
    user: seeded.alex,
    accountId: seeded.page,
    accountName: 'Harbour Rowing Club',
  },
  {
    platform: 'INSTAGRAM',
    user: seeded.alex,
    accountId: seeded.instagram,
    accountName: 'harbourrowing',
  },
  {
    platform: 'TWITTER',
    user: seeded.twitter,
    accountId: seeded.twitter,
    accountName: 'harbourrowing',
  },
];

export interface ContractCase {
  platform: Platform;
  /** Who logs in at the dialog. */
  user: string;
  accountId: string;
  accountName: string;
}

/** The providers on a sandbox of their own, with the steps that tests of them share. */
export class ProviderFixture {
  readonly sandbox: SandboxClient;

  private constructor(
    private readonly running: RunningSandbox,
    private readonly providers: OpenProviders,
  ) {
    this.sandbox = new SandboxClient(running.url);
  }

  static async open(settings: Record<string, string> = {}): Promise<ProviderFixture> {
    const running = await startSandbox();
    return new ProviderFixture(running, await openProviders(sandboxConfig(running.url, settings)));
  }

  /** The platforms' own state, for what no control call shows. */
  get platforms(): RunningSandbox['sandbox'] {
    return this.running.sandbox;
  }

  get url(): string {
    return this.running.url;
  }

  /** The state of a fresh sandbox; Graph refuses calls without proof of the app secret. */
  async reset(): Promise<void> {
    await this.sandbox.control('reset', {});
    await this.sandbox.control('settings', { requireAppSecretProof: true });
  }

  async close(): Promise<void> {
    await this.providers.close();
    await this.running.close();
  }

  provider(platform: Platform): Provider {
    return this.providers.registry.require(platform);
  }

  async accessTo(platform: Platform, accountId: string): Promise<AccountAccess> {
    return accessWith(accountId, await this.sandbox.mint(platform, accountId));
  }

  /** Instagram has no posts without a picture. */
  post(platform: Platform, content: string): PostContent {
    return platform === 'INSTAGRAM' ? this.pictured(content) : textPost(content);
  }

  pictured(content: string): PostContent {
    return { content, media: [this.picture('photo.jpg')], options: {} };
  }

  picture(name: string): MediaItem {
    return { url: `${this.url}/_sandbox/media/${name}`, type: 'IMAGE', altText: 'A rowing boat' };
  }

  video(name: string): MediaItem {
    return { url: `${this.url}/_sandbox/media/${name}`, type: 'VIDEO' };
  }

  prepareOnce(access: AccountAccess, item: MediaItem, resume: ResumeState = {}): Promise<PrepareResult> {
    const content: PostContent = { content: 'a', media: [item], options: {} };
    return this.publishingFor(access).prepare(access, content, { resume, save: forget });
  }

  /** Prepares until the post is ready, moving the sandbox's clock over the waits. */
  async prepare(access: AccountAccess, content: PostContent, stored: ResumeState = {}): Promise<ResumeState> {
    let resume = stored;
    for (let round = 0; round < 3; round += 1) {
      const prepared = await this.publishingFor(access).prepare(access, content, { resume, save: forget });
      if (prepared.status === 'ready') return prepared.resume;
      if (prepared.status === 'failed') throw new ProviderError(prepared.failure);
      resume = prepared.resume;
      await this.sandbox.control('clock', { advanceSeconds: 2 });
    }
    throw new Error('The post never became ready.');
  }

  async publish(access: AccountAccess, content: PostContent): Promise<PublishResult> {
    return this.publishingFor(access).publish(access, content, await this.prepare(access, content));
  }

  /** Logs in at the sandbox's dialog and comes back with the code. */
  async openDialog(platform: Platform, decision: Record<string, string>): Promise<Required<CodeExchange>> {
    const settings = this.provider(platform).connecting.authorization();
    if (!settings) throw new Error('The app is not configured.');
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: settings.clientId,
      redirect_uri: redirectUri,
      scope: settings.scopes.join(settings.scopeSeparator),
      state: 'state-1',
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...settings.extraParams,
    });
    const dialog = `${settings.authorizationUrl.slice(this.url.length)}?${query.toString()}`;
    const returned = await this.sandbox.decide(dialog, { decision: 'allow', ...decision });
    return { code: returned.searchParams.get('code') ?? '', redirectUri, codeVerifier };
  }

  async connect(platform: Platform, decision: Record<string, string>): Promise<FoundAccount[]> {
    const { connecting } = this.provider(platform);
    return connecting.findAccounts(await connecting.exchangeCode(await this.openDialog(platform, decision)));
  }

  private publishingFor(access: AccountAccess): Provider['publishing'] {
    return this.provider(platformOf(access.accountId)).publishing;
  }
}

export function accessWith(accountId: string, token: string): AccountAccess {
  return { connectionId: 'connection-1', tenantId: 'acme', accountId, accessToken: new Secret(token) };
}

export function textPost(content: string): PostContent {
  return { content, media: [], options: {} };
}

export async function failureOf(work: Promise<unknown>): Promise<ProviderFailure> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProviderError) return error.failure;
  throw new Error(`Expected a ProviderError, got ${String(error)}`);
}

/** The sandbox's ids tell the platform by how they begin. */
function platformOf(accountId: string): Platform {
  if (accountId.startsWith('61')) return 'FACEBOOK';
  return accountId.startsWith('17') ? 'INSTAGRAM' : 'TWITTER';
}

async function forget(): Promise<void> {
  await Promise.resolve();
}
