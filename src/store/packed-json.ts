/**
 * Many records in one as they are kept: as JSON. To copy twenty notes into the database value by value takes ten times as long as to write
 * them down. A text of Latin letters alone is kept as one, which the database and the parser read without another look at it;
 * any other letter would make each of them two bytes, and the whole is UTF-8.
 */

export type PackedJson = string | Uint8Array;

export function packedJson(records: readonly unknown[]): PackedJson {
  const text = JSON.stringify(records);
  return WIDE.test(text) ? new TextEncoder().encode(text) : text;
}

/** More than one byte for the browser. */
const WIDE = /[\u0100-\uffff]/;

/** What `packedJson` was given. @throws where it is none of its own */
export function unpackedJson(packed: PackedJson): unknown[] {
  const read: unknown = JSON.parse(typeof packed === 'string' ? packed : new TextDecoder().decode(packed));
  if (!Array.isArray(read)) throw new Error('kept records are none');
  return read;
}
