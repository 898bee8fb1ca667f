/** The first look at a value that no schema reads: in every page (platform/messages.ts), or for every value of a large file. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
