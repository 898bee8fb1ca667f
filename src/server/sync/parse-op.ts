/**
 * Reads one operation of a push by itself. What it refuses is answered as `invalid` with the
 * place that is wrong, and never holds back the operations beside it.
 */
import * as v from 'valibot';
import { id } from '../../core/id.ts';
import { annotationOp, deleteOp, groupOp, reactionOp, restoreOp, takeBackOp } from '../../protocol/sync.ts';
import type { Op } from '../../protocol/sync.ts';

/** Deeper than any record of ours; a bound that keeps JSON.stringify from running out of stack. */
const MAX_DEPTH = 40;
/** Room for the longest text, quote and addresses the model allows, and for keys of newer versions. */
const MAX_CHARS = 500_000;
/** Around a string, with what separates it; and a number, a truth value, or null with the same. */
const QUOTES = 3;
/** What JSON writes with more than one: a control character or half of a pair with six. */
const ESCAPED = /[\p{Cc}\p{Cs}"\\]/gu;
const ESCAPE = 5;
const OTHER = 5;

/** `sent`: its fields as they came. */
export type ParsedOp = { ok: true; op: Op; sent: unknown } | { ok: false; opId: string; message: string };

export function parseOp(raw: unknown): ParsedOp {
  const opId = opIdOf(raw);
  const refuse = (message: string): ParsedOp => ({ ok: false, opId, message });
  const size = sizeOf(raw);
  if (size.depth > MAX_DEPTH) return refuse('The operation is nested too deeply.');
  if (size.chars > MAX_CHARS) return refuse('The operation is too long.');
  const schema = schemaOf(raw);
  if (!schema) return refuse('The operation is of a kind this endpoint does not know.');
  const parsed = v.safeParse(schema, raw, { abortEarly: true });
  if (!parsed.success) {
    const [issue] = parsed.issues;
    return refuse(`${v.getDotPath(issue) ?? 'operation'}: ${issue.message}`.slice(0, 300));
  }
  if (Number.isNaN(Date.parse(parsed.output.at))) return refuse('at: There is no such instant.');
  return { ok: true, op: parsed.output, sent: Reflect.get(Object(raw), 'fields') };
}

const discriminator = v.object({ kind: v.string(), act: v.string() });

const SCHEMAS = {
  'annotation put': annotationOp,
  'annotation delete': deleteOp,
  'annotation restore': restoreOp,
  'group put': groupOp,
  'reaction put': reactionOp,
  'reaction delete': takeBackOp,
};

function schemaOf(raw: unknown): (typeof SCHEMAS)[keyof typeof SCHEMAS] | null {
  const parsed = v.safeParse(discriminator, raw);
  if (!parsed.success) return null;
  const name = `${parsed.output.kind} ${parsed.output.act}`;
  return isKnown(name) ? SCHEMAS[name] : null;
}

function isKnown(name: string): name is keyof typeof SCHEMAS {
  return Object.hasOwn(SCHEMAS, name);
}

/** The operation's own id where it can be read, so that its sender can tell which one was refused. */
function opIdOf(raw: unknown): string {
  const parsed = v.safeParse(v.object({ opId: id }), raw);
  return parsed.success ? parsed.output.opId : '';
}

/** About how long its JSON is, and how deep. Without recursion: the value may be as deep as a request is long. */
function sizeOf(value: unknown): { depth: number; chars: number } {
  let [depth, chars] = [0, 0];
  const ahead: { one: unknown; at: number }[] = [{ one: value, at: 0 }];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const { one, at } = next;
    if (at > depth) depth = at;
    if (typeof one === 'string') chars += one.length + QUOTES + ESCAPE * (one.match(ESCAPED)?.length ?? 0);
    else if (typeof one !== 'object' || one === null) chars += OTHER;
    else if (Array.isArray(one)) for (const item of one) ahead.push({ one: item, at: at + 1 });
    else
      for (const [key, item] of Object.entries(one)) {
        chars += key.length + QUOTES + ESCAPE * (key.match(ESCAPED)?.length ?? 0);
        ahead.push({ one: item, at: at + 1 });
      }
  }
  return { depth, chars };
}
