/**
 * Typed reading of columns: a driver gives each value as anything it knows, and a column of a
 * wrong type means a damaged database, which must stop the request and not travel on.
 */
export type Columns = Record<string, unknown>;

/** Columns by name, or by their number from 0. */
type Row = Columns | readonly unknown[];

function valueOf(row: Row, column: string | number): unknown {
  return Reflect.get(row, column);
}

export function text(row: Row, column: string | number): string {
  const value = valueOf(row, column);
  if (typeof value !== 'string') throw new TypeError(`column ${column} holds no text`);
  return value;
}

export function integer(row: Row, column: string | number): number {
  const value = valueOf(row, column);
  if (typeof value !== 'number') throw new TypeError(`column ${column} holds no integer`);
  return value;
}

/** SQLite has no booleans and keeps 0 and 1. */
export function flag(row: Row, column: string | number): boolean {
  const value = valueOf(row, column);
  if (value === 0 || value === 1) return value === 1;
  if (typeof value !== 'boolean') throw new TypeError(`column ${column} holds no truth value`);
  return value;
}

export function bytes(row: Row, column: string | number): Buffer {
  const value = valueOf(row, column);
  if (!(value instanceof Uint8Array)) throw new TypeError(`column ${column} holds no bytes`);
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
}
