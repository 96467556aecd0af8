import { invalidParameter } from './errors.ts';

/** One entry of Graph's field expansion, such as `likes.summary(true).limit(0){id,name}`. */
export interface Field {
  name: string;
  modifiers: Record<string, string>;
  children: Field[];
}

/** https://developers.facebook.com/docs/graph-api/guides/field-expansion */
export function parseFields(text: string): Field[] {
  const reader = new FieldReader(text);
  const fields = reader.readList();
  if (!reader.isAtEnd()) throw invalidParameter(`Syntax error in field list: ${text}`);
  return fields;
}

class FieldReader {
  private position = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text.replace(/\s+/g, '');
  }

  isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  readList(): Field[] {
    const fields: Field[] = [];
    while (!this.isAtEnd() && this.text[this.position] !== '}') {
      fields.push(this.readField());
      this.skip(',');
    }
    return fields;
  }

  private readField(): Field {
    const field: Field = { name: this.readName(), modifiers: {}, children: [] };
    while (this.skip('.')) {
      const modifier = this.readName();
      field.modifiers[modifier] = this.readArgument();
    }
    if (this.skip('{')) {
      field.children = this.readList();
      if (!this.skip('}')) throw invalidParameter('Syntax error in field list: missing }');
    }
    return field;
  }

  private readName(): string {
    const name = /^[A-Za-z0-9_]+/.exec(this.text.slice(this.position))?.[0];
    if (!name) throw invalidParameter(`Syntax error in field list at position ${this.position}`);
    this.position += name.length;
    return name;
  }

  private readArgument(): string {
    if (!this.skip('(')) return '';
    const end = this.text.indexOf(')', this.position);
    if (end < 0) throw invalidParameter('Syntax error in field list: missing )');
    const argument = this.text.slice(this.position, end);
    this.position = end + 1;
    return argument;
  }

  private skip(character: string): boolean {
    if (this.text[this.position] !== character) return false;
    this.position += 1;
    return true;
  }
}

/** Reads each asked field with its reader; a field without a reader refuses the request, as Graph does. */
export function pick(
  fields: readonly Field[],
  readers: Record<string, (field: Field) => unknown>,
  refuse: (name: string) => Error,
): Record<string, unknown> {
  const picked: Record<string, unknown> = {};
  for (const field of fields) {
    const read = Object.hasOwn(readers, field.name) ? readers[field.name] : undefined;
    if (!read) throw refuse(field.name);
    const value = read(field);
    if (value !== undefined) picked[field.name] = value;
  }
  return picked;
}

/** `id` is always part of the answer. */
export function withId(fields: Field[]): Field[] {
  return fields.some((field) => field.name === 'id')
    ? fields
    : [...fields, { name: 'id', modifiers: {}, children: [] }];
}

/** The people behind the counts do not exist, so `data` stays empty whatever the limit. */
export function edgeSummary(field: Field, totalCount: number, more: Record<string, unknown>) {
  const summary = field.modifiers['summary'];
  if (!summary || summary === 'false') return { data: [] };
  const { order, ...rest } = more;
  const wanted = summary === 'total_count' ? {} : rest;
  return {
    data: [],
    summary: {
      ...(order !== undefined && summary !== 'total_count' && { order }),
      total_count: totalCount,
      ...wanted,
    },
  };
}
