import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { AppConfig } from '../../config/app-config.ts';
import { AppError } from '../../kernel/app-error.ts';

/**
 * Lets our own page call, and programs; not the page of another site, which could begin a login in the browser of a person who
 * knows nothing of it. Browsers say where a call comes from (www.w3.org/TR/fetch-metadata), older ones only in `Origin`.
 */
@Injectable()
export class OwnPageGuard implements CanActivate {
  constructor(private readonly config: AppConfig) {}

  /** Throws CALLED_FROM_ANOTHER_SITE. */
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const site = headers['sec-fetch-site'];
    const isOwn = site === undefined ? this.isOwnOrigin(headers) : site === 'same-origin' || site === 'none';
    if (!isOwn) throw calledFromAnotherSite();
    return true;
  }

  private isOwnOrigin({ origin, host }: FastifyRequest['headers']): boolean {
    if (origin === undefined) return true;
    if (!URL.canParse(origin)) return false;
    return [host, new URL(this.config.publicUrl).host].includes(new URL(origin).host);
  }
}

function calledFromAnotherSite(): AppError {
  return new AppError({
    kind: 'forbidden',
    code: 'CALLED_FROM_ANOTHER_SITE',
    message: 'A page of another site made this call. Nothing was done. Open the link itself and go on there.',
  });
}
