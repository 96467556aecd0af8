import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../config/app-config.ts';
import { AppError } from '../../kernel/app-error.ts';
import { Clock } from '../../kernel/clock.ts';
import { isSigned, linkKeyOf, signatureOf, type MediaLink } from './media-link.ts';

/** Makes and checks the addresses under which this service hands out files itself. */
@Injectable()
export class MediaLinks {
  readonly #publicUrl: string;
  readonly #keys: Buffer[];

  constructor(
    config: AppConfig,
    private readonly clock: Clock,
  ) {
    this.#publicUrl = config.publicUrl;
    this.#keys = config.encryptionKeys.map(linkKeyOf);
  }

  addressOf(id: string, name: string, seconds: number): string {
    const [key] = this.#keys;
    if (!key) throw new Error('TOKEN_ENCRYPTION_KEYS holds no key.');
    const expires = Math.floor(this.clock.now().getTime() / 1000) + seconds;
    const query = new URLSearchParams({
      expires: String(expires),
      signature: signatureOf({ id, name, expires }, key),
    });
    return `${this.#publicUrl}/media/${id}/${name}?${query.toString()}`;
  }

  /** How many seconds the link has left. Throws AppError when it was not signed here, or has none. */
  requireOpen(link: MediaLink, signature: string): number {
    if (!Number.isSafeInteger(link.expires) || !isSigned(link, signature, this.#keys)) throw wrong();
    const seconds = link.expires - Math.floor(this.clock.now().getTime() / 1000);
    if (seconds <= 0) throw expired();
    return seconds;
  }
}

function wrong(): AppError {
  return new AppError({
    kind: 'forbidden',
    code: 'MEDIA_LINK_WRONG',
    message: 'This address was not given out by this service, or it was changed.',
  });
}

function expired(): AppError {
  return new AppError({
    kind: 'gone',
    code: 'MEDIA_LINK_EXPIRED',
    message: 'The time of this address has passed.',
  });
}
