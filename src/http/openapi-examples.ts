import type { OpenAPIObject } from '@nestjs/swagger';
import { exampleWords } from './openapi-example-words.ts';
import { operationsIn } from './openapi-operations.ts';

interface Schema {
  $ref?: string;
  allOf?: Schema[];
  anyOf?: Schema[];
  type?: string;
  format?: string;
  example?: unknown;
  default?: unknown;
  enum?: unknown[];
  items?: Schema;
  minimum?: number;
  nullable?: boolean;
  properties?: Record<string, Schema>;
  required?: string[];
}

interface Content {
  schema?: Schema;
  example?: unknown;
  examples?: unknown;
}

/** Stands where nobody said what a value may look like; a test looks for it. */
export const noExample = 'NO EXAMPLE';

/**
 * Gives every body, answer and id in a path an example, made of its fields: an `@example` in the field's comment, else what
 * `exampleWords` says for the name, else what the type tells. Optional fields are left out unless they have an `@example`.
 */
export function withExamples(document: OpenAPIObject): OpenAPIObject {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  for (const { operation } of operationsIn(document)) {
    const answers = Object.values(operation.responses) as { content?: Record<string, Content> }[];
    const bodies = [operation.requestBody, ...answers] as { content?: Record<string, Content> }[];
    for (const content of bodies.flatMap((body) => Object.values(body?.content ?? {}))) {
      if (!content.schema || content.example !== undefined || content.examples !== undefined) continue;
      content.example = exampleOf(content.schema, 'body', schemas);
    }
    for (const parameter of operation.parameters ?? []) {
      if ('in' in parameter && parameter.in === 'path') parameter.example = exampleWords[parameter.name];
    }
  }
  return document;
}

function exampleOf(schema: Schema, name: string, schemas: Record<string, Schema>): unknown {
  if (schema.example !== undefined) return schema.example;
  const [referred] = schema.allOf ?? schema.anyOf ?? (schema.$ref ? [schema] : []);
  if (referred?.$ref) return exampleOf(schemas[referred.$ref.split('/').at(-1) ?? ''] ?? {}, name, schemas);
  if (schema.type === 'array') return [exampleOf(schema.items ?? {}, name, schemas)];
  if (schema.properties) return objectOf(schema, schemas);
  const word = exampleWords[name];
  if (schema.enum) return schema.enum.includes(word) ? word : schema.enum[0];
  return fits(word, schema) ? word : valueOf(schema, name);
}

/** A name such as `limit` may be a number here and a text there. */
function fits(word: unknown, { type, nullable }: Schema): boolean {
  if (word === null) return nullable === true;
  return word !== undefined && typeof word === type;
}

function objectOf({ properties = {}, required = [] }: Schema, schemas: Record<string, Schema>): object {
  const shown = Object.entries(properties).filter(
    ([name, property]) => required.includes(name) || property.example !== undefined,
  );
  return Object.fromEntries(shown.map(([name, property]) => [name, exampleOf(property, name, schemas)]));
}

function valueOf({ type, format, nullable, minimum, ...schema }: Schema, name: string): unknown {
  if (format === 'date-time') return '2027-05-05T10:00:00.000Z';
  if (format === 'binary') return 'the bytes of the file';
  if (schema.default !== undefined) return schema.default;
  if (nullable) return null;
  if (type === 'boolean') return true;
  if (type === 'number' || type === 'integer') return minimum ?? 1;
  return type === 'object' ? {} : `${noExample} of ${name}`;
}
