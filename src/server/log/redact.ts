/**
 * What of an unexpected error may be written down. Messages of parsers and drivers quote what they
 * were given, and that may be somebody's words, address or password: quotations are taken out.
 */
const MAX_MESSAGE = 300;

export type Described = { name: string; message: string; code?: string; stack?: string; cause?: Described };

export function describeError(error: unknown, depth = 3): Described {
  if (!(error instanceof Error)) return { name: 'thrown', message: redact(String(error)) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    message: redact(error.message),
    ...(code !== undefined && { code: redact(code) }),
    ...(frames.length > 0 && { stack: frames.join('\n') }),
    ...(error.cause !== undefined && depth > 0 && { cause: describeError(error.cause, depth - 1) }),
  };
}

/** Without quotations, e-mails, addresses and anything long enough to be a token. */
export function redact(text: string): string {
  return text
    .replaceAll(/"(?:[^"\\]|\\.)*"?|`[^`]*`?|(?<!\w)'[^']*'?|“[^”]*”?/gs, '[…]')
    .replaceAll(/[\w.+-]+@[\w.-]+/g, '[e-mail]')
    .replaceAll(/\b[a-z][\w+.-]*:\/\/\S+/gi, '[address]')
    .replaceAll(/[\w-]{22,}/g, '[token or id]')
    .slice(0, MAX_MESSAGE);
}
