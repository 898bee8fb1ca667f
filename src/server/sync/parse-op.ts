/**
 * Reads one operation of a push by itself. What it refuses is answered as `invalid` with the
 * place that is wrong, and never holds back the operations beside it.
 */
import * as v from 'valibot';
import { id } from '../../core/id.ts';
import { annotationOp, deleteOp, groupOp, restoreOp } from '../../protocol/sync.ts';
import type { Op } from '../../protocol/sync.ts';

/** Deeper than any record of ours; a bound that keeps JSON.stringify from running out of stack. */
const MAX_DEPTH = 40;
/** Room for the longest text, quote and addresses the model allows, and for keys of newer versions. */
const MAX_CHARS = 500_000;

export type ParsedOp = { ok: true; op: Op } | { ok: false; opId: string; message: string };

export function parseOp(raw: unknown): ParsedOp {
  const opId = opIdOf(raw);
  const refuse = (message: string): ParsedOp => ({ ok: false, opId, message });
  if (!isWithinDepth(raw, MAX_DEPTH)) return refuse('The operation is nested too deeply.');
  if (JSON.stringify(raw).length > MAX_CHARS) return refuse('The operation is too long.');
  const schema = schemaOf(raw);
  if (!schema) return refuse('The operation is of a kind this endpoint does not know.');
  const parsed = v.safeParse(schema, raw, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return refuse(`${v.getDotPath(issue) ?? 'operation'}: ${issue.message}`.slice(0, 300));
  }
  if (Number.isNaN(Date.parse(parsed.output.at))) return refuse('at: There is no such instant.');
  return { ok: true, op: parsed.output };
}

const discriminator = v.object({ kind: v.string(), act: v.string() });

function schemaOf(raw: unknown): typeof annotationOp | typeof deleteOp | typeof restoreOp | typeof groupOp | null {
  const parsed = v.safeParse(discriminator, raw);
  if (!parsed.success) return null;
  switch (`${parsed.output.kind} ${parsed.output.act}`) {
    case 'annotation put':
      return annotationOp;
    case 'annotation delete':
      return deleteOp;
    case 'annotation restore':
      return restoreOp;
    case 'group put':
      return groupOp;
    default:
      return null;
  }
}

/** The operation's own id where it can be read, so that its sender can tell which one was refused. */
function opIdOf(raw: unknown): string {
  const parsed = v.safeParse(v.object({ opId: id }), raw);
  return parsed.success ? parsed.output.opId : '';
}

/** Without recursion: the value may be as deep as a request is long. */
function isWithinDepth(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return false;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
  return true;
}
