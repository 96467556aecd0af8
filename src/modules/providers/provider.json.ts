/** The value at a path of member names and list positions; undefined when any step is missing. */
export function valueAt(body: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string | number, unknown>)[step]
        : undefined,
    body,
  );
}

/** Text that is not empty. Numbers do not count: an id that came as a number has lost digits. */
export function textAt(body: unknown, ...path: (string | number)[]): string | undefined {
  const value = valueAt(body, ...path);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberAt(body: unknown, ...path: (string | number)[]): number | undefined {
  const value = valueAt(body, ...path);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** The list at a path; empty when there is none. */
export function listAt(body: unknown, ...path: (string | number)[]): unknown[] {
  const value = valueAt(body, ...path);
  return Array.isArray(value) ? (value as unknown[]) : [];
}

/** A moment in ISO 8601; also with Graph's offset without a colon (`+0000`), which not every engine parses. */
export function momentAt(body: unknown, ...path: (string | number)[]): Date | undefined {
  const moment = new Date((textAt(body, ...path) ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

export function textsAt(body: unknown, ...path: (string | number)[]): string[] {
  return listAt(body, ...path).filter((entry) => typeof entry === 'string');
}
