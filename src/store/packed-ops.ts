/** The operations of a parcel as they are kept. */
import { packedJson, unpackedJson, type PackedJson } from './packed-json.ts';
import type { PackedOps, PutOp } from './records.ts';

export function packedOps(ops: readonly PutOp[]): PackedJson {
  return packedJson(ops);
}

export function unpackedOps(ops: PackedOps): PutOp[] {
  // As a release before kept them.
  if (Array.isArray(ops)) return ops;
  const read = unpackedJson(ops);
  if (!areOps(read)) throw new Error('kept operations are none');
  return read;
}

/** Written above. */
function areOps(read: unknown[]): read is PutOp[] {
  return read.every((one) => typeof one === 'object');
}
