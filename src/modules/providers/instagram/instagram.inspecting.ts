import { Injectable } from '@nestjs/common';
import { linkTrouble, metaPlaces } from '../meta.findings.ts';
import { MetaInspecting } from '../meta.inspecting.ts';
import type { Finding, InspectedAccess, InspectingPort } from '../provider.port.ts';
import { quotaFinding } from './instagram-findings.ts';
import { instagramNeeds } from './instagram.connecting.ts';

@Injectable()
export class InstagramInspecting implements InspectingPort {
  readonly places = metaPlaces;

  constructor(private readonly meta: MetaInspecting) {}

  async inspect(access: InspectedAccess): Promise<Finding[]> {
    const common = this.meta.common(access, 'INSTAGRAM', instagramNeeds);
    return (await Promise.all([common, this.account(access)])).flat();
  }

  /** With a Page's token `me` is the Page: whether it still names this account as its professional one. Only then there is a quota. */
  private account(access: InspectedAccess): Promise<Finding[]> {
    return this.meta.read(access, 'INSTAGRAM', {
      aspect: 'account',
      path: 'me',
      params: { fields: 'id,instagram_business_account{id},connected_instagram_account{id}' },
      told: async (body) => {
        const trouble = linkTrouble(body, access.accountId);
        return trouble ? [trouble] : [linked, ...(await this.quota(access))];
      },
    });
  }

  private quota(access: InspectedAccess): Promise<Finding[]> {
    return this.meta.read(access, 'INSTAGRAM', {
      aspect: 'publishing-quota',
      path: `${access.accountId}/content_publishing_limit`,
      params: { fields: 'quota_usage,config' },
      told: (body) => [quotaFinding(body)],
    });
  }
}

const linked: Finding = {
  aspect: 'account',
  status: 'fine',
  message: 'The account is a professional one and linked to its Page.',
};
