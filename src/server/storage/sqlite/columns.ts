/**
 * Typed reading of SQLite columns: the driver gives each value as a union, and a column of a
 * wrong type means a damaged database, which must stop the request and not travel on.
 */
import type { SQLOutputValue } from 'node:sqlite';

export type Columns = Record<string, SQLOutputValue>;

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
