import { Injectable } from '@nestjs/common';
import { metaPlaces, publishedFinding } from '../meta.findings.ts';
import { MetaInspecting } from '../meta.inspecting.ts';
import type { Finding, InspectedAccess, InspectingPort } from '../provider.port.ts';
import { facebookNeeds } from './facebook.connecting.ts';

@Injectable()
export class FacebookInspecting implements InspectingPort {
  readonly places = metaPlaces;

  constructor(private readonly meta: MetaInspecting) {}

  async inspect(access: InspectedAccess): Promise<Finding[]> {
    const page = this.meta.read(access, 'FACEBOOK', {
      aspect: 'account',
      path: access.accountId,
      params: { fields: 'id,name,is_published' },
      told: (body) => [publishedFinding(body)],
    });
    return (await Promise.all([this.meta.common(access, 'FACEBOOK', facebookNeeds), page])).flat();
  }
}
