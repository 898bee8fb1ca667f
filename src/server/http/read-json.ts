/** Reads the body of a request: JSON in strict UTF-8, and of the form a schema says. */
import type { Context } from 'hono';
import * as v from 'valibot';
import type { ErrorCode } from '../../protocol/errors.ts';
import { HttpError } from './http-error.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** @param codes which error a wrong field is answered by, where it is not `invalid` */
export async function readJson<S extends v.GenericSchema>(
  c: Context,
  schema: S,
  codes: Readonly<Record<string, ErrorCode>> = {},
): Promise<v.InferOutput<S>> {
  const [media] = (c.req.header('content-type') ?? '').split(';');
  if (media?.trim().toLowerCase() !== 'application/json') throw new HttpError('invalid_media');
  const value = parseJson(await c.req.arrayBuffer());
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new HttpError('bad_request');
  const parsed = v.safeParse(schema, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const field = parsed.issues[0].path?.[0]?.key;
  if (typeof field !== 'string') throw new HttpError('bad_request');
  throw new HttpError(codes[field] ?? 'invalid');
}

/** Throws `bad_request`. */
export function parseJson(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(decoder.decode(bytes));
  } catch {
    throw new HttpError('bad_request');
  }
}
