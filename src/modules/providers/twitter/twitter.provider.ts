import { Injectable } from '@nestjs/common';
import type { PostContent } from '../../../kernel/post-content.ts';
import type { Provider } from '../provider.port.ts';
import { ProviderRegistry } from '../provider.registry.ts';
import { twitterCapabilities, twitterWords } from './twitter-content.ts';
import { estimatedTwitterCost } from './twitter-cost.ts';
import { TwitterConnecting } from './twitter.connecting.ts';
import { TwitterEngagement } from './twitter.engagement.ts';
import { TwitterInspecting } from './twitter.inspecting.ts';
import { TwitterPublishing } from './twitter.publishing.ts';

@Injectable()
export class TwitterProvider implements Provider {
  readonly platform = 'TWITTER';
  readonly capabilities = twitterCapabilities;
  readonly text = twitterWords;
  readonly costUsd = (content: PostContent): number => estimatedTwitterCost(content).usd;
  readonly callbacks = null;

  constructor(
    readonly publishing: TwitterPublishing,
    readonly connecting: TwitterConnecting,
    readonly engagement: TwitterEngagement,
    readonly inspecting: TwitterInspecting,
    registry: ProviderRegistry,
  ) {
    registry.add(this);
  }
}
