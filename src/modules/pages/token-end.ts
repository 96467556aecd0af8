import { decodeJwt } from 'jose';

/** When an access token that was verified ends. */
export function endOf(accessToken: string): Date {
  return new Date((decodeJwt(accessToken).exp ?? 0) * 1000);
}
