import type { DataSource } from 'typeorm';

interface Column {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
}

const typeNames: Record<string, string> = { timestamptz: 'timestamp with time zone' };

/** How the entities differ from the tables they describe, one sentence each; empty when they agree. */
export async function findSchemaDrift(dataSource: DataSource): Promise<string[]> {
  const declared = new Map(declaredColumns(dataSource).map((column) => [keyOf(column), column]));
  const actual = new Map((await actualColumns(dataSource)).map((column) => [keyOf(column), column]));
  const drift: string[] = [];
  for (const [key, column] of declared) {
    const found = actual.get(key);
    if (!found) drift.push(`${key} is in the entity but not in the table.`);
    else if (found.type !== column.type)
      drift.push(`${key} is ${found.type} in the table, ${column.type} in the entity.`);
    else if (found.nullable !== column.nullable) drift.push(`${key} differs in whether it may be null.`);
  }
  for (const key of actual.keys()) {
    if (!declared.has(key)) drift.push(`${key} is in the table but not in the entity.`);
  }
  return drift;
}

function keyOf({ table, column }: Column): string {
  return `"${table}".${column}`;
}

function declaredColumns(dataSource: DataSource): Column[] {
  return dataSource.entityMetadatas.flatMap((entity) =>
    entity.columns.map((column) => {
      const name = dataSource.driver.normalizeType(column);
      return {
        table: entity.tableName,
        column: column.databaseName,
        type: column.isArray ? 'ARRAY' : (typeNames[name] ?? name),
        nullable: column.isNullable,
      };
    }),
  );
}

async function actualColumns(dataSource: DataSource): Promise<Column[]> {
  return await dataSource.query<Column[]>(
    `SELECT table_name AS "table", column_name AS "column", data_type AS "type", is_nullable = 'YES' AS nullable
     FROM information_schema.columns JOIN information_schema.tables USING (table_catalog, table_schema, table_name)
     WHERE table_schema = current_schema() AND table_name LIKE 'Social%' AND table_name <> 'SocialMigration'
       AND table_type = 'BASE TABLE'`,
  );
}
