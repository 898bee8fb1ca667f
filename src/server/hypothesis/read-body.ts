/** A body as tools of Hypothesis send it: JSON, whatever its Content-Type says (some name a form's, or none). */
import type { Context } from 'hono';
import * as v from 'valibot';
import { isNestedTooDeeply } from '../../core/nesting.ts';
import { parseJson } from '../http/read-json.ts';
import { refused } from './query.ts';

/** Throws `bad_request` with what is wrong. */
export async function readBody<S extends v.GenericSchema>(c: Context, schema: S): Promise<v.InferOutput<S>> {
  const value = parsedOr(await c.req.arrayBuffer());
  if (isNestedTooDeeply(value)) throw refused('body: It is nested too deeply.');
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw refused(`${v.getDotPath(issue) ?? 'body'}: ${issue.message}`.slice(0, 300));
}

function parsedOr(bytes: ArrayBuffer): unknown {
  try {
    return parseJson(bytes);
  } catch {
    throw refused('body: It is no JSON in UTF-8.');
  }
}
