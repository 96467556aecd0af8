/**
 * JSON as jsonb takes it: words of others may hold NUL or half a surrogate pair, and PostgreSQL refuses both for ever
 * (postgresql.org/docs/current/datatype-json.html). NUL is left out, the half pair becomes the replacement character.
 */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  return /\\u(0000|d[89a-f])/.test(json) ? JSON.stringify(value, wellFormed) : json;
}

function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? Buffer.from(value.replaceAll('\0', '')).toString() : value;
}
