import { Module } from '@nestjs/common';
import { ProvidersModule } from '../providers/providers.module.ts';
import { BrowserKeyService } from './browser-key.service.ts';
import { ConnectionGauges } from './connection-gauges.service.ts';
import { ConnectionsController } from './connections.controller.ts';
import { ConnectionsService } from './connections.service.ts';
import { DeactivateExpiredJob } from './deactivate-expired.job.ts';
import { ForgetOAuthSessionsJob } from './forget-oauth-sessions.job.ts';
import { LoginEndService } from './login-end.service.ts';
import { LoginPageService } from './login-page.service.ts';
import { OAuthCallbackGuard } from './oauth-callback.guard.ts';
import { OAuthController } from './oauth.controller.ts';
import { OAuthFinishService } from './oauth-finish.service.ts';
import { OAuthService } from './oauth.service.ts';
import { OAuthStrategies } from './oauth-strategies.ts';
import { ReconnectLinkService } from './reconnect-link.service.ts';
import { RefreshTokensJob } from './refresh-tokens.job.ts';
import { ResealTokensJob } from './reseal-tokens.job.ts';
import { TokenAccessService } from './token-access.service.ts';
import { TokenLookService } from './token-look.service.ts';
import { TokenResealService } from './token-reseal.service.ts';
import { TokenUpkeepService } from './token-upkeep.service.ts';

@Module({
  imports: [ProvidersModule],
  controllers: [OAuthController, ConnectionsController],
  providers: [
    BrowserKeyService,
    ConnectionGauges,
    ConnectionsService,
    DeactivateExpiredJob,
    ForgetOAuthSessionsJob,
    LoginEndService,
    LoginPageService,
    OAuthCallbackGuard,
    OAuthFinishService,
    OAuthService,
    OAuthStrategies,
    ReconnectLinkService,
    RefreshTokensJob,
    ResealTokensJob,
    TokenAccessService,
    TokenLookService,
    TokenResealService,
    TokenUpkeepService,
  ],
  exports: [
    BrowserKeyService,
    ConnectionsService,
    LoginEndService,
    LoginPageService,
    ReconnectLinkService,
    TokenAccessService,
    TokenLookService,
  ],
})
export class ConnectionsModule {}
