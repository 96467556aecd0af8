import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import { operationsIn, type Operation } from './openapi-operations.ts';
import { titleOf, typeOf } from './problem-document.ts';
import { ProblemDto } from './problem.dto.ts';
import { problemSchemaKey, problemsKey, type ProblemCodes } from './problems.ts';

const meanings: Record<string, string> = {
  400: 'The request breaks a rule; `errors` names the fields.',
  401: 'The access token is missing or not valid.',
  403: 'The access token lacks the scope of this call.',
  404: 'There is no such row in this tenant.',
  409: 'Things stand in a way that does not allow it.',
  410: 'It is no longer there.',
  412: 'It was changed in the meantime.',
  413: 'The body is too large.',
  415: 'The body is of a kind that is not taken.',
  422: 'It cannot be done with what was sent.',
  429: 'Too many requests.',
  503: 'Not possible at the moment; try again.',
};

/** Every answer that is an error, with its codes: those that `@Problems` names, and those that any such route has. */
export function withProblems(document: OpenAPIObject): OpenAPIObject {
  for (const { path, operation } of operationsIn(document)) {
    const { [problemsKey]: own = {}, [problemSchemaKey]: ownSchema } = operation;
    delete operation[problemsKey];
    delete operation[problemSchemaKey];
    for (const [status, codes] of Object.entries(merged(commonCodes(path, operation), own))) {
      const schema = Number(status) in own ? ownSchema : undefined;
      operation.responses[status] = problemAnswer(Number(status), codes, schema);
    }
    operation.responses['default'] = {
      description: 'Anything else that went wrong.',
      content: problemContent(500, ['INTERNAL_ERROR']),
    };
  }
  return document;
}

function commonCodes(path: string, operation: Operation): ProblemCodes {
  const owner = /([a-z-]+)\/\{id\}/.exec(path)?.[1];
  const isPublic = operation.security?.length === 0;
  return {
    400: ['VALIDATION_FAILED', ...(operation.requestBody ? ['BODY_UNREADABLE'] : [])],
    ...(!isPublic && {
      401: ['ACCESS_TOKEN_INVALID'],
      403: ['SCOPE_MISSING'],
      503: ['TOKEN_KEYS_UNAVAILABLE'],
    }),
    ...(owner && { 404: [`${singular(owner)}_NOT_FOUND`] }),
    ...(operation.requestBody && { 413: ['BODY_TOO_LARGE'], 415: ['UNSUPPORTED_MEDIA_TYPE'] }),
    ...(takesKey(operation) && { 409: ['IDEMPOTENCY_IN_PROGRESS'], 422: ['IDEMPOTENCY_KEY_REUSED'] }),
  };
}

function takesKey({ parameters = [] }: Operation): boolean {
  return parameters.some((parameter) => 'name' in parameter && parameter.name === 'Idempotency-Key');
}

function singular(owner: string): string {
  return owner.replace(/ies$/, 'y').replace(/s$/, '').replaceAll('-', '_').toUpperCase();
}

function merged(common: ProblemCodes, own: ProblemCodes): ProblemCodes {
  const statuses = [...new Set([...Object.keys(common), ...Object.keys(own)].map(Number))];
  return Object.fromEntries(
    statuses.map((status) => [status, [...new Set([...(common[status] ?? []), ...(own[status] ?? [])])]]),
  );
}

function problemAnswer(status: number, codes: string[] = [], schema?: string) {
  const listed = codes.map((code) => `\`${code}\``).join(', ');
  return {
    description: `${meanings[status] ?? titleOf(status)} Codes: ${listed}.`,
    ...((status === 503 || codes.includes('IDEMPOTENCY_IN_PROGRESS')) && { headers: retryAfter }),
    content: problemContent(status, codes, schema),
  };
}

const retryAfter = {
  'Retry-After': {
    description: 'Seconds after which the same call may be taken; only where that is known.',
    schema: { type: 'integer', minimum: 1 },
  },
};

function problemContent(status: number, codes: string[], schema = getSchemaPath(ProblemDto)) {
  const examples = Object.fromEntries(codes.map((code) => [code, { value: exampleOf(status, code) }]));
  return { 'application/problem+json': { schema: { $ref: schema }, examples } };
}

function exampleOf(status: number, code: string): ProblemDto {
  const fields = [
    { field: 'content', code: 'IS_STRING', message: 'Content must be a string; it was missing.' },
  ];
  return {
    type: typeOf(code),
    title: titleOf(status),
    status,
    detail: 'A sentence for people that says what happened and what to do.',
    code,
    requestId: '01a0a5f2-7c55-7b61-8d5e-2f6f6f6d1c11',
    ...(code === 'VALIDATION_FAILED' && { errors: fields }),
  };
}
