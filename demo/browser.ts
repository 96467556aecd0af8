const mostRedirects = 10;
const timeoutMs = 30_000;

/** The page a person sees at the end of a login. */
export interface SeenPage {
  status: number;
  title: string;
}

/**
 * Goes through a login as a person does in a browser: opens the dialog, logs in as the one whose label is given, leaves
 * every tick as it is, presses Allow, and follows the way back to the service.
 */
export async function allowAccess(dialogUrl: string, person: string): Promise<SeenPage> {
  const dialog = await open(dialogUrl, { method: 'GET' });
  if (dialog.status !== 200) throw new Error(`The login dialog answered: ${titleOf(dialog.html)}`);
  const body = filledForm(dialog.html, person);
  const action = /<form[^>]*\baction="(?<action>[^"]+)"/.exec(dialog.html)?.groups?.['action'] ?? '';
  const end = await open(new URL(unescape(action), dialog.url).href, { method: 'POST', body });
  return { status: end.status, title: titleOf(end.html) };
}

interface LoadedPage {
  url: string;
  status: number;
  html: string;
}

async function open(url: string, first: { method: string; body?: URLSearchParams }): Promise<LoadedPage> {
  let next = url;
  let request: RequestInit = first;
  for (let hop = 0; hop < mostRedirects; hop++) {
    const answer = await fetch(next, {
      ...request,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const html = await answer.text();
    const location = answer.headers.get('location');
    if (answer.status < 300 || answer.status >= 400 || location === null) {
      return { url: next, status: answer.status, html };
    }
    next = new URL(location, next).href;
    request = { method: 'GET' };
  }
  throw new Error(`The login was sent around in circles, at last to ${next}.`);
}

/** What a browser would send: the hidden fields, the ticked boxes, the chosen person, and the button. */
function filledForm(html: string, person: string): URLSearchParams {
  const form = new URLSearchParams();
  let found = false;
  for (const [, tag = '', label = ''] of html.matchAll(/<input\b([^>]*)>([^<]*)/g)) {
    const { type, name, value } = attributesOf(tag);
    const isPerson = type === 'radio' && unescape(label).includes(person);
    const isTicked = type === 'checkbox' && /\schecked\b/.test(tag);
    if (type === 'hidden' || isTicked || isPerson) form.append(name ?? '', value ?? '');
    found ||= isPerson;
  }
  if (!found) throw new Error(`The login dialog does not know ${person}.`);
  form.append('decision', 'allow');
  return form;
}

function attributesOf(tag: string): Record<string, string> {
  const pairs = tag.matchAll(/([\w-]+)="([^"]*)"/g);
  return Object.fromEntries([...pairs].map(([, name = '', value = '']) => [name, unescape(value)]));
}

function titleOf(html: string): string {
  return unescape(/<title>(?<title>[^<]*)/.exec(html)?.groups?.['title'] ?? 'a page without a title');
}

function unescape(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(?:#(\d+)|(amp|lt|gt|quot));/g, (_, code?: string, name = '') =>
    code ? String.fromCodePoint(Number(code)) : (named[name] ?? ''),
  );
}
