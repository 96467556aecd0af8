import type { OpenAPIObject } from '@nestjs/swagger';
import type { publicExtension } from './caller.ts';
import { problemSchemaKey, problemsKey, type ProblemCodes } from './problems.ts';

export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']> & {
  [problemsKey]?: ProblemCodes;
  [problemSchemaKey]?: string;
  [publicExtension]?: boolean;
};

/** Every call of the document with its path. */
export function operationsIn(document: OpenAPIObject): { path: string; operation: Operation }[] {
  return Object.entries(document.paths).flatMap(([path, { get, post, put, patch, delete: remove }]) =>
    [get, post, put, patch, remove].flatMap((operation) => (operation ? [{ path, operation }] : [])),
  );
}
