/** Where unexpected errors go: one JSON line on stderr. Never a token, a body or an address. */

export function report(error: unknown, requestId?: string): void {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  process.stderr.write(
    `${JSON.stringify({ level: 'error', time: new Date().toISOString(), requestId, message, stack })}\n`,
  );
}
