/**
 * Digital Object Identifiers that a page names in its citation metadata. Names in links or text
 * are of other documents, so only `meta` elements are asked (content/page-says.ts).
 */
import { normalisePercent } from './percent.ts';

/** The one DOI that all these contents of metadata name; null for none or several. */
export function onlyDoi(contents: readonly string[]): string | null {
  const found = new Set(contents.flatMap((content) => doiOf(content) ?? []));
  const [doi] = found;
  return doi !== undefined && found.size === 1 ? doi : null;
}

/** In normal form: lower case (DOIs are ASCII case insensitive, DOI Handbook §2.4), decoded, no punctuation of a sentence after it. */
function doiOf(content: string): string | null {
  const bare = content.trim().replace(/^(?:https?:\/\/(?:dx\.|www\.)?doi\.org\/|info:doi\/|(?:urn:)?doi:\s*)/i, '');
  const [doi] = /^10\.\d{4,9}(?:\.\d+)*\/\S{1,300}$/.exec(decoded(bare)) ?? [];
  return doi === undefined ? null : trimmed(doi.toLowerCase());
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(normalisePercent(text));
  } catch {
    return text;
  }
}

/** A bracket belongs to the DOI if it was opened in it: `10.1016/0304-3975(94)00215-4`. */
function trimmed(doi: string): string | null {
  let end = doi.length;
  for (;;) {
    const rest = doi.slice(0, end);
    const last = rest.at(-1) ?? '';
    const opening = { ')': '(', ']': '[', '}': '{', '>': '<' }[last];
    const isOpen = opening !== undefined && rest.split(opening).length >= rest.split(last).length;
    if (!/[.,;:!?'"’”)\]}>]/.test(last) || isOpen) break;
    end -= 1;
  }
  return /\/./.test(doi.slice(0, end)) ? doi.slice(0, end) : null;
}
