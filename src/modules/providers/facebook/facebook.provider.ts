import { Injectable } from '@nestjs/common';
import { MetaCallbacks } from '../meta.callbacks.ts';
import type { Provider } from '../provider.port.ts';
import { ProviderRegistry } from '../provider.registry.ts';
import { plainText } from '../provider.text.ts';
import { facebookCapabilities } from './facebook-content.ts';
import { FacebookConnecting } from './facebook.connecting.ts';
import { FacebookEngagement } from './facebook.engagement.ts';
import { FacebookInspecting } from './facebook.inspecting.ts';
import { FacebookPublishing } from './facebook.publishing.ts';

@Injectable()
export class FacebookProvider implements Provider {
  readonly platform = 'FACEBOOK';
  readonly capabilities = facebookCapabilities;
  readonly text = plainText;
  readonly costUsd = null;

  constructor(
    readonly publishing: FacebookPublishing,
    readonly connecting: FacebookConnecting,
    readonly engagement: FacebookEngagement,
    readonly inspecting: FacebookInspecting,
    readonly callbacks: MetaCallbacks,
    registry: ProviderRegistry,
  ) {
    registry.add(this);
  }
}
