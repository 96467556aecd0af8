import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppConfig } from '../../config/app-config.ts';

/** Longer than a person takes at a dialog; it begins anew with each login. */
const keepSeconds = 86_400;

/** 32 random bytes, as `keep` writes them. */
const keyPattern = /^[\w-]{43}$/;

/**
 * Tells one browser from another, and nothing else about it: a login that was begun in one is not ended in another (RFC 9700,
 * section 2.1, and RFC 6819, section 4.4.1.8). One key serves every login of a browser, so that two at once do not disturb each other.
 */
@Injectable()
export class BrowserKeyService {
  readonly #name: string;
  readonly #attributes: string;

  constructor({ publicUrl }: AppConfig) {
    const isSecure = publicUrl.startsWith('https://');
    // The prefix keeps every other host, our own subdomains included, from writing the cookie (RFC 6265bis, section 4.1.3.2).
    this.#name = isSecure ? '__Host-social-browser' : 'social-browser';
    // Lax: it must come along when the platform sends the person back.
    this.#attributes = `Path=/; Max-Age=${keepSeconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  }

  /** The key that the browser brought; undefined where there is none, or none that we wrote. */
  of({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined {
    const prefix = `${this.#name}=`;
    const cookies = headers.cookie?.split(/; */) ?? [];
    return cookies
      .filter((cookie) => cookie.startsWith(prefix))
      .map((cookie) => cookie.slice(prefix.length))
      .find((value) => keyPattern.test(value));
  }

  /** The key of the browser, which keeps it for a day from now. */
  keep(request: Pick<FastifyRequest, 'headers'>, reply: FastifyReply): string {
    const key = this.of(request) ?? randomBytes(32).toString('base64url');
    void reply.header('set-cookie', `${this.#name}=${key}; ${this.#attributes}`);
    return key;
  }
}
