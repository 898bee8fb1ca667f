/**
 * Percent-encoding in its normal form (RFC 3986 §6.2.2). Bytes are never decoded into characters:
 * two addresses in an old encoding (`%E8`, `%E9`) would both become U+FFFD and so one.
 */

/** @param text a path, query or fragment, of ASCII alone as `URL` gives it */
export function normalisePercent(text: string): string {
  return text.replace(/%[\da-f]{2}|[^\w.~!$&'()*+,;=:@/?%#-]|%/gi, (part) => {
    // A lone `%` and what browsers leave as it is in one place and encode in another.
    if (part.length < 3) return encodeURIComponent(part.toWellFormed());
    const character = String.fromCodePoint(Number.parseInt(part.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : part.toUpperCase();
  });
}
