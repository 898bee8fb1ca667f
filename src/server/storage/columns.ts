/**
 * Typed reading of columns: a driver gives each value as anything it knows, and a column of a
 * wrong type means a damaged database, which must stop the request and not travel on.
 */
export type Columns = Record<string, unknown>;

export function text(row: Columns, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} holds no text`);
  return value;
}

export function integer(row: Columns, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} holds no integer`);
  return value;
}

/** SQLite has no booleans and keeps 0 and 1. */
export function flag(row: Columns, column: string): boolean {
  const value = row[column];
  if (value === 0 || value === 1) return value === 1;
  if (typeof value !== 'boolean') throw new TypeError(`column ${column} holds no truth value`);
  return value;
}
