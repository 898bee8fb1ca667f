/** A refusal from the error table (protocol/errors.ts), thrown wherever a request cannot go on. */
import type { Context } from 'hono';
import { ERRORS } from '../../protocol/errors.ts';
import type { ErrorBody, ErrorCode } from '../../protocol/errors.ts';

export class HttpError extends Error {
  readonly code: ErrorCode;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | null;

  constructor(code: ErrorCode, retryAfter: number | null = null) {
    super(code);
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** What a refusal is answered with, as JSON. */
export function answerOf({ code, retryAfter }: HttpError) {
  const [status, message] = ERRORS[code];
  const body: ErrorBody = { error: { code, message } };
  const headers: Record<string, string> = retryAfter === null ? {} : { 'Retry-After': String(retryAfter) };
  return { status, body, headers };
}

/** Through the context, so that the answer has what every answer has (hygiene.ts). */
export function toResponse(c: Context, error: HttpError): Response {
  const { status, body, headers } = answerOf(error);
  return c.json(body, status, headers);
}
