import { Injectable } from '@nestjs/common';
import type { Finding, InspectedAccess, InspectingPort } from '../provider.port.ts';
import { answerFindings, refusalFindings, scopesFinding, twitterPlaces } from './twitter-findings.ts';
import { isTwitterSuccess, TwitterApi } from './twitter.api.ts';
import { twitterScopes } from './twitter.connecting.ts';

/** One call, which X charges as the read of one user (docs.x.com/x-api/getting-started/pricing). */
@Injectable()
export class TwitterInspecting implements InspectingPort {
  readonly places = twitterPlaces;

  constructor(private readonly api: TwitterApi) {}

  async inspect(access: InspectedAccess): Promise<Finding[]> {
    const outcome = await this.api.call({ method: 'GET', path: '/2/users/me', token: access.accessToken });
    const told = isTwitterSuccess(outcome)
      ? answerFindings(outcome, access.accountId)
      : refusalFindings(this.api.failure(outcome));
    return [...told, scopesFinding(access.scopes, twitterScopes)];
  }
}
