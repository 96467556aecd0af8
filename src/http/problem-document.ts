const titles: Record<number, string> = {
  400: 'Invalid request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Cannot be processed',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
};

/** What RFC 9457 calls the title: the same for every problem of a status. */
export function titleOf(status: number): string {
  return titles[status] ?? 'Error';
}

/** What RFC 9457 calls the type: a name, and no page to open. */
export function typeOf(code: string): string {
  return `urn:problem:social:${code.toLowerCase().replaceAll('_', '-')}`;
}
