import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtension, ApiExtraModels, getSchemaPath } from '@nestjs/swagger';

/** Where the codes of a route stand in the document until `openapi-problems.ts` has made answers of them. */
export const problemsKey = 'x-problems';

/** Where the schema of a route's own problems stands until then, if it has one. */
export const problemSchemaKey = 'x-problem-schema';

/** Statuses with the codes of the problems that a route can answer with. */
export type ProblemCodes = Record<number, string[] | undefined>;

/**
 * Names the problems that are particular to a route, for the OpenAPI document. What every route can answer with (access token,
 * scope, fields, an unknown id in the path, a body that is too large) is added by itself.
 */
export const Problems = (codes: ProblemCodes) => ApiExtension(problemsKey, codes);

/** The same for problems that have members of their own: `schema` names them. */
export const ProblemsAs = (schema: Type, codes: ProblemCodes) =>
  applyDecorators(
    ApiExtraModels(schema),
    ApiExtension(problemSchemaKey, getSchemaPath(schema)),
    Problems(codes),
  );
