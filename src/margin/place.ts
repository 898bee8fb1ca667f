/** What is being written about: a passage, the page, a reply or an edit; and under which key its draft is kept. */
import * as v from 'valibot';
import { id } from '../core/id.ts';
import { quoteOf, selector } from '../core/selectors.ts';

export const place = v.variant('kind', [
  v.object({ kind: v.literal('passage'), selectors: v.pipe(v.array(selector), v.minLength(1)) }),
  v.object({ kind: v.literal('page') }),
  v.object({ kind: v.literal('reply'), note: id }),
  v.object({ kind: v.literal('edit'), note: id }),
]);
export type Place = v.InferOutput<typeof place>;

/** @param document the document's first key */
export function draftKey(document: string, at: Place): string {
  switch (at.kind) {
    case 'passage': {
      const quote = quoteOf(at.selectors);
      const position = at.selectors.find((one) => one.type === 'TextPositionSelector');
      return `${document} passage ${position?.start ?? ''} ${quote?.exact.slice(0, 200) ?? ''}`;
    }
    case 'page':
      return `${document} page`;
    case 'reply':
    case 'edit':
      return `${document} ${at.kind} ${at.note}`;
  }
}

/** Key of the remark that says which place was being written about when the margin went away. */
export function openPlaceKey(document: string): string {
  return `${document} open`;
}

/** The place a remark names; null for anything else. */
export function parsePlace(json: string): Place | null {
  try {
    const parsed = v.safeParse(place, JSON.parse(json));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/** The remark for a place; empty (nothing to remember) for a passage too long to write down. */
export function formatPlace(at: Place): string {
  const json = JSON.stringify(at);
  return json.length > 50_000 ? '' : json;
}
