import { SignJWT } from 'jose';
import { isAnswered, sendJson } from './http-json.ts';
import type { Platform } from './platform.ts';

export interface Connection {
  id: string;
  platform: Platform;
  accountId: string;
  accountName: string;
  isActive: boolean;
  tokenExpiresAt: string | null;
  errorMessage: string | null;
}

export interface FoundAccount {
  accountId: string;
  accountName: string;
  canPublish: boolean;
  problems: { message: string }[];
}

export interface Session {
  status: string;
  problem: { message: string } | null;
  accounts: FoundAccount[];
  connections: Connection[];
}

export interface Post {
  id: string;
  connectionId: string;
  platform: Platform;
  status: string;
  content: string;
  publishedAt: string | null;
  permalink: string | null;
  errorMessage: string | null;
  blockedReason: string | null;
}

export interface NewPost {
  connectionIds: string[];
  content: string;
  media?: { url: string; type: 'IMAGE'; altText?: string }[];
  scheduledAt?: string;
}

export interface Attempt {
  outcome: string | null;
  sendStartedAt: string | null;
}

export interface Engagement {
  likes: number | null;
  comments: number | null;
  shares: number | null;
  reach: number | null;
  impressions: number | null;
}

/** The service as a CRM sees it: REST with a token. */
/** Who is written to when an account must be reconnected. */
export const clubAdmin = 'alex@harbour-rowing.example';

export class ServiceApi {
  readonly url: string;
  readonly token: string;

  private constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  static async open(url: string, jwtSecret: string): Promise<ServiceApi> {
    const token = await new SignJWT({
      tenant_id: 'harbour-rowing',
      scope: 'social:read social:write social:admin',
    })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('demo')
      .setIssuedAt()
      .setExpirationTime('12 hours')
      .sign(new TextEncoder().encode(jwtSecret));
    return new ServiceApi(url, token);
  }

  async isUp(): Promise<boolean> {
    return await isAnswered(`${this.url}/health/ready`);
  }

  authorize(platform: Platform): Promise<{ authorizationUrl: string; sessionId: string }> {
    return this.post('connections/authorize', { platform, notifyEmail: clubAdmin });
  }

  session(id: string): Promise<Session> {
    return this.get(`connections/sessions/${id}`);
  }

  select(sessionId: string, accountIds: string[]): Promise<{ connections: Connection[] }> {
    return this.post(`connections/sessions/${sessionId}/select`, { accountIds });
  }

  connection(id: string): Promise<Connection> {
    return this.get(`connections/${id}`);
  }

  reconnect(id: string): Promise<{ reconnectUrl: string; sessionId: string }> {
    return this.post(`connections/${id}/reconnect`, {});
  }

  async schedule(wish: NewPost): Promise<Post[]> {
    return (await this.post<{ posts: Post[] }>('posts', wish)).posts;
  }

  readPost(id: string): Promise<Post> {
    return this.get(`posts/${id}`);
  }

  cancel(id: string): Promise<Post> {
    return this.post(`posts/${id}/cancel`, {});
  }

  /** Mails that told of this connection. */
  async sentNotices(connectionId: string): Promise<unknown[]> {
    const { data } = await this.get<{ data: { status: string }[] }>(`notices?connectionId=${connectionId}`);
    return data.filter(({ status }) => status === 'SENT');
  }

  async attempts(id: string): Promise<Attempt[]> {
    return (await this.get<{ data: Attempt[] }>(`posts/${id}/attempts`)).data;
  }

  async syncEngagement(id: string): Promise<Engagement> {
    return (await this.post<{ engagement: Engagement }>(`posts/${id}/sync-engagement`, {})).engagement;
  }

  private get<Answer>(path: string): Promise<Answer> {
    return sendJson('GET', `${this.url}/api/v1/social/${path}`, { token: this.token });
  }

  private post<Answer>(path: string, body: unknown): Promise<Answer> {
    return sendJson('POST', `${this.url}/api/v1/social/${path}`, { token: this.token, body });
  }
}
