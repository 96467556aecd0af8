import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, IsString, isUUID, Max, Min } from 'class-validator';
import { invalidFields } from '../kernel/app-error.ts';

/** A place in a list ordered by creation time and id, newest first. */
export interface ListPosition {
  /** As the database prints it, with microseconds. */
  createdAt: string;
  id: string;
}

export class PageQuery {
  /** Most items on the page. */
  @ApiPropertyOptional({ type: 'integer' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value,
  )
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  /** `nextCursor` of the page before; leave it out for the first page. */
  @IsOptional()
  @IsString()
  cursor?: string;
}

export interface Page<Item> {
  data: Item[];
  /** Null on the last page. */
  nextCursor: string | null;
}

/** Cuts a page out of `limit + 1` rows: the extra row only tells that there is more. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  { item, position }: { item: (row: Row) => Item; position: (row: Row) => ListPosition },
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(item),
    nextCursor: rows.length > limit && last ? encodeCursor(position(last)) : null,
  };
}

export function encodeCursor({ createdAt, id }: ListPosition): string {
  return Buffer.from(`${createdAt}|${id}`).toString('base64url');
}

/** Null without a cursor. Throws on one that this service did not make. */
export function decodeCursor(cursor: string | undefined): ListPosition | null {
  if (cursor === undefined) return null;
  const [createdAt = '', id = ''] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  if (!isUUID(id) || !isPrintedTime(createdAt)) {
    throw invalidFields([
      { field: 'cursor', code: 'CURSOR_INVALID', message: 'Use nextCursor of the page before, unchanged.' },
    ]);
  }
  return { createdAt, id };
}

/** Exactly as the lists print it: what the database would refuse or read in another way is not ours. */
function isPrintedTime(text: string): boolean {
  if (!/^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text)) return false;
  const toMilliseconds = `${text.slice(0, 23)}Z`;
  const time = new Date(toMilliseconds);
  return !Number.isNaN(time.getTime()) && time.toISOString() === toMilliseconds;
}
