import type { OpenAPIObject } from '@nestjs/swagger';

interface Schema {
  $ref?: string;
  type?: string;
  nullable?: boolean;
  enum?: unknown[];
  allOf?: Schema[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
}

const onlyNull: Schema = { type: 'object', nullable: true, enum: [null] };

/**
 * Makes null valid where a property may be null. In OpenAPI 3.0 `nullable` widens only the `type` beside it: neither a schema that
 * `allOf` names nor an `enum` without null lets null pass.
 * https://github.com/OAI/OpenAPI-Specification/blob/main/proposals/2019-10-31-Clarify-Nullable.md
 */
export function withNulls(document: OpenAPIObject): OpenAPIObject {
  for (const { properties = {} } of Object.values(document.components?.schemas ?? {}) as Schema[]) {
    for (const schema of Object.values(properties).filter(({ nullable }) => nullable)) {
      if (schema.allOf) referNullable(schema, schema.allOf);
      else if (schema.enum) schema.enum = [...new Set([...schema.enum, null])];
    }
  }
  return document;
}

function referNullable(schema: Schema, referred: Schema[]): void {
  schema.anyOf = [...referred, onlyNull];
  delete schema.allOf;
  delete schema.type;
  delete schema.nullable;
}
