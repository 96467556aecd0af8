import { randomToken } from './ids.ts';

const KEPT_LOGINS = 10_000;

/** Logins whose dialog is open: shown, and not yet decided. */
export class PendingLogins<Login> {
  private readonly logins = new Map<string, Login>();

  open(login: Login): string {
    const id = randomToken('login_');
    this.logins.set(id, login);
    const oldest = this.logins.keys().next().value;
    if (this.logins.size > KEPT_LOGINS && oldest !== undefined) this.logins.delete(oldest);
    return id;
  }

  /** A login is decided once; a second answer to the same dialog finds nothing. */
  take(id: string): Login | undefined {
    const login = this.logins.get(id);
    this.logins.delete(id);
    return login;
  }
}

/** @returns null when the text is not an absolute http(s) address. */
export function readRedirectUri(text: string | undefined): URL | null {
  if (!text || !URL.canParse(text)) return null;
  const url = new URL(text);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
}

/** The redirect address with the answer's parameters added to those it has already. */
export function redirectWith(redirectUri: string, parameters: Record<string, string | undefined>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.append(name, value);
  }
  return url.toString();
}
