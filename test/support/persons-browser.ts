import { request } from 'undici';
import type { Landing } from './login.ts';

/** A browser as far as a login needs one: it asks for HTML, keeps cookies, and brings them along. */
export class PersonsBrowser {
  /** By name. */
  readonly cookies = new Map<string, string>();
  /** The header lines by which cookies came. */
  readonly setCookies: string[] = [];

  /** Goes to an address; says where it is sent. */
  async visit(address: string | URL): Promise<Landing> {
    const { statusCode, headers, body } = await this.send(address, {
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });
    return { status: statusCode, location: headers['location']?.toString(), text: await body.text() };
  }

  /** A call that a script of a page makes. */
  async call<T>(
    method: 'GET' | 'POST',
    address: string,
    json?: object,
  ): Promise<{ status: number; body: T }> {
    const { statusCode, body } = await this.send(address, {
      method,
      ...(json && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(json) }),
    });
    return { status: statusCode, body: (await body.json()) as T };
  }

  private async send(
    address: string | URL,
    options: { method?: 'GET' | 'POST'; headers?: Record<string, string>; body?: string },
  ) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await request(address, {
      ...options,
      headers: { ...options.headers, ...(cookie && { cookie }) },
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) {
      this.setCookies.push(line);
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      this.cookies.set(name!, value!);
    }
    return answer;
  }
}
