import { Injectable } from '@nestjs/common';
import type { Platform } from '../../kernel/platform.ts';
import type { PostContent } from '../../kernel/post-content.ts';
import type { PostPreview, Provider } from './provider.port.ts';
import { previewOf } from './provider.preview.ts';

/** The providers by platform. Each platform's module adds itself when the application starts. */
@Injectable()
export class ProviderRegistry {
  readonly #providers = new Map<Platform, Provider>();

  add(provider: Provider): void {
    if (this.#providers.has(provider.platform)) {
      throw new Error(`Two providers call themselves ${provider.platform}.`);
    }
    this.#providers.set(provider.platform, provider);
  }

  /** Throws when no module serves the platform; that is a mistake in the application's wiring. */
  /** What the content will look like there; null where the platform does not know such a post. */
  preview(platform: Platform, content: PostContent): PostPreview | null {
    const { capabilities, text } = this.require(platform);
    return previewOf(capabilities, text, content);
  }

  require(platform: Platform): Provider {
    const provider = this.#providers.get(platform);
    if (!provider)
      throw new Error(`No provider serves ${platform}. Is its module imported in app.module.ts?`);
    return provider;
  }
}
