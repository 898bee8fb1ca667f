/** How deep a value out of JSON is nested: what somebody else made may be as deep as it is long, and JSON.stringify has no stack for that. */

/** Deeper than anything that is meant; records of ours have room for it (server/sync/parse-op.ts). */
export const MAX_NESTING = 30;

/** Without recursion. */
export function isNestedTooDeeply(value: unknown, most = MAX_NESTING): boolean {
  const ahead: [one: unknown, depth: number][] = [[value, 0]];
  for (let next = ahead.pop(); next; next = ahead.pop()) {
    const [one, depth] = next;
    if (typeof one !== 'object' || one === null) continue;
    if (depth >= most) return true;
    for (const inner of Object.values(one)) ahead.push([inner, depth + 1]);
  }
  return false;
}
