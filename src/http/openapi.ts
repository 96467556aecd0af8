import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { publicExtension } from './caller.ts';
import { withExamples } from './openapi-examples.ts';
import { withNulls } from './openapi-nullable.ts';
import { operationsIn } from './openapi-operations.ts';
import { withProblems } from './openapi-problems.ts';
import { ProblemDto } from './problem.dto.ts';

const description =
  'Connects Facebook Pages, Instagram business accounts and X accounts, publishes each scheduled post once, and reads engagement back. Errors are RFC 9457 problem documents with a stable `code`.';

/** What stands behind the first word of an address. A new one needs a line here; the linter of the document asks for it. */
const tagDescriptions: Record<string, string> = {
  'audit-events': 'Who changed what, changes by SQL included.',
  budgets: 'What a month of posts may cost on the platforms that charge for them.',
  connect: 'The page that leads a person through a login; the secret of its link is the key.',
  'console-codes': 'Handing a session of the CRM over to the console.',
  connections: 'Accounts of clubs: connecting, reconnecting, limits, diagnosis.',
  engagement: 'What posts brought, over all of them.',
  me: 'Who the access token stands for.',
  media: 'Files for posts.',
  'notice-settings': 'Who gets notices by mail.',
  notices: 'Mails to the people who must act.',
  platforms: 'What each platform takes.',
  posts: 'Scheduling, publishing, and what became of it.',
  'webhook-deliveries': 'What was sent to webhook endpoints, and sending it again.',
  'webhook-endpoints': 'Where this service tells what happens.',
};

/** Serves the OpenAPI page at /docs and the document at /openapi.json. */
export function serveOpenApi(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => openApiOf(app), { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
}

/**
 * The document of everything under the API's prefix. What a route author writes is the comment on the route, its DTOs and
 * `@Problems`; names, groups, common problems and examples are added here.
 */
export function openApiOf(app: NestFastifyApplication): OpenAPIObject {
  const frame = new DocumentBuilder()
    .setTitle('Social integration')
    .setDescription(description)
    .setVersion('1')
    .addServer('/', 'This service')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, frame, {
    extraModels: [ProblemDto],
    operationIdFactory: operationIdOf,
  });
  return withExamples(withProblems(withTags(withPublicCalls(withNulls(document)))));
}

/** `PostsController.create` is `postsCreate`: the name of the call in generated clients. */
function operationIdOf(controller: string, method: string): string {
  const owner = controller
    .replace(/Controller$/, '')
    .replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase());
  return `${owner}${method.charAt(0).toUpperCase()}${method.slice(1)}`;
}

/** Calls that something other than an access token protects. */
function withPublicCalls(document: OpenAPIObject): OpenAPIObject {
  for (const { operation } of operationsIn(document)) {
    if (operation[publicExtension]) operation.security = [];
    delete operation[publicExtension];
  }
  return document;
}

/** Calls are grouped by what their address begins with, as a caller knows them, and not by our classes. */
function withTags(document: OpenAPIObject): OpenAPIObject {
  const tags = new Set<string>();
  for (const { path, operation } of operationsIn(document)) {
    const tag = path.replace(/^\/api\/v1\/social\//, '').split('/')[0] ?? 'other';
    tags.add(tag);
    operation.tags = [tag];
  }
  return {
    ...document,
    tags: [...tags].sort().map((name) => ({ name, description: tagDescriptions[name] ?? '' })),
  };
}
