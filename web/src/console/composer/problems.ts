import type { components } from '@social-integration/client';
import type { Platform } from '../../shared/platform.ts';
import { threadPlatform, type Draft } from './draft.ts';

type FieldProblem = components['schemas']['FieldProblemDto'] & { connectionId?: string };
export type AccountCheck = components['schemas']['ConnectionCheckDto'];

/** One sentence of the service, and the field of the composer it belongs to. */
export interface Problem {
  /** `content`, `media[0].altText`, `scheduledAt`; an option under its platform: `TWITTER.poll.options[1]`. */
  place: string;
  /** Which platform it is about, where the sentence does not say so itself. */
  platform: Platform | null;
  text: string;
}

/** What the check of each account found: a sentence that every platform says (a file that cannot be had) is told once. */
export function problemsOfChecks(checks: AccountCheck[]): Problem[] {
  const found = new Map<string, Problem>();
  for (const { platform, problems } of checks) {
    for (const { field, message } of problems) {
      const problem = { place: placeOf(field, platform), platform, text: message };
      const key = `${problem.place} ${message}`;
      const same = found.get(key);
      found.set(key, same && same.platform !== platform ? { ...problem, platform: null } : problem);
    }
  }
  return [...found.values()];
}

/** What a refused call said. Its sentences name the platform themselves where they are about one. */
export function problemsOfRefusal(errors: FieldProblem[], platformOf: Map<string, Platform>): Problem[] {
  const problems = errors.map(({ field, message, connectionId }) => {
    const platform = (connectionId && platformOf.get(connectionId)) || null;
    return { place: placeOf(field, platform), platform: null, text: message };
  });
  return problems.filter(
    ({ place, text }, index) =>
      problems.findIndex((other) => other.place === place && other.text === text) === index,
  );
}

/** Those of a field itself; `under` a field are also those of its parts. */
export function problemsAt(problems: Problem[], place: string): Problem[] {
  return problems.filter((each) => each.place === place);
}

export function problemsUnder(problems: Problem[], place: string): Problem[] {
  return problems.filter((each) => each.place === place || /^[.[]/.test(rest(each.place, place)));
}

/** Without those of parts and answers that were only just added: somebody is about to write them. */
export function withoutUnbegun(
  problems: Problem[],
  { thread, options }: Pick<Draft, 'thread' | 'options'>,
): Problem[] {
  const empty = thread.flatMap(({ content, media }, index) =>
    content === '' && media.length === 0 ? [`${threadPlatform}.thread[${index}]`] : [],
  );
  if (options.TWITTER.poll?.options.includes('')) empty.push('TWITTER.poll');
  return problems.filter((each) => !empty.some((place) => problemsUnder([each], place).length > 0));
}

function rest(place: string, prefix: string): string {
  return place.startsWith(prefix) ? place.slice(prefix.length) : '';
}

function placeOf(field: string, platform: Platform | null): string {
  if (!field.startsWith('options')) return field;
  const named = /^options\.(facebook|instagram|twitter)\b\.?(.*)$/.exec(field);
  if (named) return `${named[1]?.toUpperCase()}.${named[2]}`;
  return `${platform ?? 'options'}.${field.replace(/^options\.?/, '')}`;
}
