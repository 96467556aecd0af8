/** More different operations than the platforms have together: a path that escaped the templates must not fill the metrics. */
const mostOperations = 150;
const known = new Set<string>();

/** The call without whom it concerns, for example `POST /:id/feed`: ids, versions and queries are left out. */
export function operationOf(method: string, url: string): string {
  if (!URL.canParse(url)) return `${method} other`;
  const segments = new URL(url).pathname.split('/').filter((part) => part !== '' && !isVersion(part));
  const operation = `${method} /${segments.map((part) => (isId(part) ? ':id' : part)).join('/')}`;
  if (!known.has(operation) && known.size >= mostOperations) return `${method} other`;
  known.add(operation);
  return operation;
}

/** Graph's `v26.0`. X's `2` is a part of the address like any other. */
function isVersion(part: string): boolean {
  return /^v\d+\.\d+$/.test(part);
}

/** The words of all three APIs are short and have at most one digit (`2`, `oauth2`). */
function isId(part: string): boolean {
  return /\d\D*\d/.test(part) || part.length > 30;
}
