/** The statement that makes a function or a view, as one that replaces it. */
export function replacing(statement: string): string {
  return statement.replace(/^CREATE /, 'CREATE OR REPLACE ');
}
