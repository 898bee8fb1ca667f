/** The first look at a value that came over a border and that no schema reads (platform/messages.ts says where that is). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
