import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.ts';
import type { AccountNeeds } from './meta.accounts.ts';
import { MetaApi, type GraphRead } from './meta.api.ts';
import { isMetaSuccess, metaFailure, type MetaContext, type MetaPlatform } from './meta.failure.ts';
import { appFinding, metaPlaces, roleFinding, tokenFindings, type MetaLook } from './meta.findings.ts';
import { MetaLogin } from './meta.login.ts';
import { ProviderError } from './provider.errors.ts';
import { findingOfFailure, type Aspect, type Finding } from './provider.inspection.ts';
import type { InspectedAccess } from './provider.port.ts';

/** The looks that Facebook and Instagram share. */
@Injectable()
export class MetaInspecting {
  constructor(
    private readonly api: MetaApi,
    private readonly login: MetaLogin,
    private readonly clock: Clock,
  ) {}

  /** Token, scopes, role and app, side by side: each asks for itself, and none needs another one's answer. */
  async common(access: InspectedAccess, platform: MetaPlatform, needs: AccountNeeds): Promise<Finding[]> {
    const look: MetaLook = { access, needs, context: this.context(platform) };
    const found = await Promise.all([this.token(look), this.role(look), this.app(look)]);
    return found.flat();
  }

  /** Reads with the account's own token; `told` judges the answer. */
  async read(
    access: InspectedAccess,
    platform: MetaPlatform,
    wanted: GraphRead & { aspect: Aspect; told(body: unknown): Finding[] | Promise<Finding[]> },
  ): Promise<Finding[]> {
    const { path, params, aspect } = wanted;
    const outcome = await this.api.call({ method: 'GET', path, params, token: access.accessToken });
    if (isMetaSuccess(outcome)) return await wanted.told(outcome.body);
    return [findingOfFailure(aspect, metaFailure(outcome, this.context(platform)), metaPlaces)];
  }

  private async token(look: MetaLook): Promise<Finding[]> {
    const params = { input_token: look.access.accessToken.reveal() };
    try {
      return tokenFindings(
        await this.login.askAsApp(look.context.platform, { path: 'debug_token', params }),
        look,
      );
    } catch (error) {
      return [appCallFinding('token-valid', error)];
    }
  }

  /** A person's own token lasts 60 days and the Page's made from it longer: one that ended hides the role and says no more. */
  private async role(look: MetaLook): Promise<Finding[]> {
    const { access, context } = look;
    if (!access.login) return [unseenRole];
    const grant = {
      accessToken: access.login.token,
      refreshToken: null,
      expiresAt: null,
      scopes: access.scopes,
      dataAccessExpiresAt: null,
      login: null,
    };
    try {
      return [roleFinding(await this.login.findPages(grant, context.platform), look)];
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const { meaning } = error.failure;
      return meaning === 'auth' || meaning === 'permission' || meaning === 'configuration'
        ? [unseenRole]
        : [findingOfFailure('page-role', error.failure, metaPlaces)];
    }
  }

  private async app({ needs, context }: MetaLook): Promise<Finding[]> {
    try {
      return [
        appFinding(
          await this.login.askAsApp(context.platform, { path: '{app}/permissions', params: {} }),
          needs,
        ),
      ];
    } catch (error) {
      return [appCallFinding('app', error)];
    }
  }

  private context(platform: MetaPlatform): MetaContext {
    return { platform, now: this.clock.now(), subject: 'account' };
  }
}

const unseenRole: Finding = {
  aspect: 'page-role',
  status: 'unseen',
  message: 'Roles are seen with the login of the person who connected, and that has ended or is not kept.',
};

/** A refusal of the app's own token is about the app, however much it looks like one of the account's. */
function appCallFinding(aspect: Aspect, error: unknown): Finding {
  if (!(error instanceof ProviderError)) throw error;
  const { failure } = error;
  if (failure.meaning !== 'auth') return findingOfFailure(aspect, failure, metaPlaces);
  return {
    aspect: 'app',
    status: 'trouble',
    trouble: {
      code: 'FACEBOOK_APP_SETTINGS',
      message:
        'Facebook does not accept the settings of this app. An administrator must check app id and secret.',
      who: 'administrator',
      place: { url: metaPlaces.administrator },
    },
  };
}
