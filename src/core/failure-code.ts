/** The code that an error carries for screens to say in words (ui/error-text.ts), across all borders between contexts. */

/** Null where it has none: something unforeseen. */
export function failureCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}
