import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { apiPrefix } from '../../http/http-app.ts';
import { plainPage } from '../../http/plain-page.ts';
import { AppError } from '../../kernel/app-error.ts';
import { LoginEndService, type Deletion } from '../connections/login-end.service.ts';
import { EngagementService } from '../engagement/engagement.service.ts';
import type { CallbacksPort, SignedRequest } from '../providers/provider.port.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';

const deletionPath = `${apiPrefix}/platform-webhooks/meta/data-deletion`;

/** Believes what is signed, and does what it says. */
@Injectable()
export class PlatformWebhooksService {
  constructor(
    private readonly config: AppConfig,
    private readonly providers: ProviderRegistry,
    private readonly logins: LoginEndService,
    private readonly engagement: EngagementService,
  ) {}

  /** Throws WEBHOOK_NOT_VERIFIED. */
  challenge(query: Record<string, unknown>): string {
    const challenge = this.callbacks.challenge(query);
    if (challenge === null) throw notVerified();
    return challenge;
  }

  /** Returns how many events were about something that we do. Throws WEBHOOK_FORGED. */
  async receive(bytes: Buffer, signature: string | undefined): Promise<number> {
    const events = this.callbacks.eventsIn(bytes, signature);
    if (!events) throw forged();
    for (const event of events) await this.engagement.readSoon('FACEBOOK', event);
    return events.length;
  }

  /** Throws WEBHOOK_FORGED. */
  async deauthorize(signedRequest: unknown): Promise<number> {
    return await this.logins.end(this.requireSigned(signedRequest));
  }

  /** Throws WEBHOOK_FORGED. */
  async deleteData(signedRequest: unknown): Promise<{ url: string; confirmation_code: string }> {
    const code = await this.logins.deleteData('FACEBOOK', this.requireSigned(signedRequest));
    return { url: `${this.config.publicUrl}/${deletionPath}/${code}`, confirmation_code: code };
  }

  async deletionPage(code: string): Promise<{ status: number; page: string }> {
    const deletion = await this.logins.findDeletion(code);
    return deletion
      ? { status: 200, page: plainPage(wordsFor(deletion, code)) }
      : { status: 404, page: plainPage(unknownCode) };
  }

  private requireSigned(signedRequest: unknown): SignedRequest {
    const request = typeof signedRequest === 'string' ? this.callbacks.signedRequest(signedRequest) : null;
    if (!request) throw forged();
    return request;
  }

  private get callbacks(): CallbacksPort {
    const { callbacks } = this.providers.require('FACEBOOK');
    if (!callbacks) throw new Error('The Facebook provider takes no callbacks.');
    return callbacks;
  }
}

function wordsFor({ connections, deletedAt }: Deletion, code: string): { title: string; text: string } {
  const what =
    connections === 0
      ? 'Nothing was kept of your Facebook login any more.'
      : `The keys of your Facebook login were deleted, and with them ${connections} connected ${connections === 1 ? 'account' : 'accounts'} ended.`;
  return {
    title: 'Your data was deleted',
    text: `${what} Done on ${deletedAt.toISOString().slice(0, 10)}, request ${code}.`,
  };
}

const unknownCode = {
  title: 'No such request',
  text: 'There is no request with this code. Check the address that Facebook showed you.',
};

function notVerified(): AppError {
  return new AppError({
    kind: 'forbidden',
    code: 'WEBHOOK_NOT_VERIFIED',
    message: 'The verify token is not the one that is set as FACEBOOK_WEBHOOK_VERIFY_TOKEN.',
  });
}

function forged(): AppError {
  return new AppError({
    kind: 'forbidden',
    code: 'WEBHOOK_FORGED',
    message: 'The signature does not fit the body and our app secret. Nothing was done.',
  });
}
