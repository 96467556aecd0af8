import { Injectable } from '@nestjs/common';
import type { Provider } from '../provider.port.ts';
import { ProviderRegistry } from '../provider.registry.ts';
import { plainText } from '../provider.text.ts';
import { instagramCapabilities } from './instagram-content.ts';
import { InstagramConnecting } from './instagram.connecting.ts';
import { InstagramEngagement } from './instagram.engagement.ts';
import { InstagramInspecting } from './instagram.inspecting.ts';
import { InstagramPublishing } from './instagram.publishing.ts';

@Injectable()
export class InstagramProvider implements Provider {
  readonly platform = 'INSTAGRAM';
  readonly capabilities = instagramCapabilities;
  readonly text = plainText;
  readonly costUsd = null;
  readonly callbacks = null;

  constructor(
    readonly publishing: InstagramPublishing,
    readonly connecting: InstagramConnecting,
    readonly engagement: InstagramEngagement,
    readonly inspecting: InstagramInspecting,
    registry: ProviderRegistry,
  ) {
    registry.add(this);
  }
}
