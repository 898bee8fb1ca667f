/** A refusal from the error table (protocol/errors.ts), thrown wherever a request cannot go on. */
import type { Context } from 'hono';
import { ERRORS } from '../../protocol/errors.ts';
import type { ErrorBody, ErrorCode } from '../../protocol/errors.ts';
import { isForTools } from './for-tools.ts';

export class HttpError extends Error {
  readonly code: ErrorCode;
  /** Seconds after which trying again makes sense. */
  readonly retryAfter: number | null;
  /** What is wrong in this very case, for tools of others: the table's words are for the extension. */
  readonly reason: string | null;

  constructor(code: ErrorCode, retryAfter: number | null = null, reason: string | null = null) {
    super(code);
    this.code = code;
    this.retryAfter = retryAfter;
    this.reason = reason;
  }
}

/** What a refusal is answered with, as JSON. */
export function answerOf({ code, retryAfter, reason }: HttpError) {
  const [status, message] = ERRORS[code];
  const body: ErrorBody = { error: { code, message: reason ?? message } };
  const headers: Record<string, string> = retryAfter === null ? {} : { 'Retry-After': String(retryAfter) };
  return { status, body, headers };
}

/** Through the context, so that the answer has what every answer has (hygiene.ts). */
export function toResponse(c: Context, error: HttpError): Response {
  const { status, body, headers } = answerOf(error);
  if (isForTools(c.req.path)) {
    const reason = error.reason ?? body.error.message;
    // What is not theirs to do is not there for them, as in the API that they know.
    return c.json({ status: 'failure', reason }, status === 403 ? 404 : status, headers);
  }
  return c.json(body, status, headers);
}
