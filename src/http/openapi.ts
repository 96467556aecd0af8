import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, getSchemaPath, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDto } from './problem.dto.ts';

/** Serves the OpenAPI page at /docs and the document at /openapi.json. */
export function serveOpenApi(app: NestFastifyApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Social integration')
    .setDescription(
      'Connects Facebook Pages, Instagram business accounts and X accounts, publishes each scheduled post once, and reads engagement back. Errors are RFC 9457 problem documents with a stable `code`.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addSecurityRequirements('bearer')
    .build();
  const create = () =>
    withProblems(SwaggerModule.createDocument(app, description, { extraModels: [ProblemDto] }));
  SwaggerModule.setup('docs', app, create, { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
}

const problemsOfAll: Record<string, string> = {
  400: 'The request breaks a rule; `errors` names the fields.',
  401: 'The access token is missing or not valid.',
  403: 'The access token lacks the scope of this call.',
  default: 'Anything else that went wrong.',
};
const problemsWithId: Record<string, string> = { 404: 'There is no such row in this tenant.' };

/** Every call can end in a problem document, so no controller has to say so again. */
function withProblems(document: OpenAPIObject): OpenAPIObject {
  for (const [path, item] of Object.entries(document.paths)) {
    const problems = path.includes('{id}') ? { ...problemsWithId, ...problemsOfAll } : problemsOfAll;
    for (const operation of [item.get, item.post, item.patch, item.put, item.delete]) {
      if (!operation) continue;
      for (const [status, text] of Object.entries(problems)) operation.responses[status] ??= problem(text);
    }
  }
  return document;
}

function problem(description: string) {
  return {
    description,
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
  };
}
