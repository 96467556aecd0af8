import { Controller, Get } from '@nestjs/common';
import { RequireScope } from '../../http/caller.ts';
import { platforms } from '../../kernel/platform.ts';
import { ProviderRegistry } from '../providers/provider.registry.ts';
import { PlatformListDto } from './platforms.dto.ts';

@Controller('platforms')
export class PlatformsController {
  constructor(private readonly providers: ProviderRegistry) {}

  /** What each platform takes: limits, kinds of posts and media, options. The checks of this service read the same table. */
  @Get()
  @RequireScope('social:read')
  list(): PlatformListDto {
    return { data: platforms.map((platform) => this.providers.require(platform).capabilities) };
  }
}
