import { SocialProblem } from '@social-integration/client';

export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

/** What the service said about the fields of a form; empty where it refused the whole of it, or nothing. */
export function fieldProblemsOf(error: Error | null): FieldProblem[] {
  return error instanceof SocialProblem ? (error.problem?.errors ?? []) : [];
}

/** All that was said about one field, lists of values included (`eventTypes[2]`); null: nothing. */
export function problemOf(problems: FieldProblem[], field: string): string | null {
  const own = problems.filter((each) => each.field === field || each.field.startsWith(`${field}[`));
  return own.length === 0 ? null : own.map(({ message }) => message).join(' ');
}
