/** An annotation of Zotero's as a note, from whichever of its exports it comes. */
import type { Citation } from '../citation.ts';
import type { Color } from '../color.ts';
import type { Selector } from '../selectors.ts';
import type { Collector } from './collect.ts';
import type { Place } from './imported.ts';
import { nameOf, tagsFrom, targetOf, type Page } from './place.ts';

export type ZoteroAnnotation = {
  at: Place;
  /** Zotero's own key of it, where the export says it. */
  key: string | null;
  quote: string;
  words: string;
  color: string | null;
  page: string | null;
  tags: readonly unknown[];
  created: string | undefined;
  modified: string | undefined;
  work: Page & { citation: Citation };
};

export function takeZotero(annotation: ZoteroAnnotation, found: Collector): void {
  const { at, key, quote, words, color, page, tags, created, modified, work } = annotation;
  if (quote === '' && words === '') return found.reject(at, 'empty', key ?? '');
  const isNumber = page !== null && /^\d{1,6}$/.test(page);
  const more: Selector[] = isNumber
    ? [{ type: 'FragmentSelector', value: `page=${page}`, conformsTo: PDF_FRAGMENTS }]
    : [];
  const target = targetOf(work, quote, more);
  if (!target) return found.reject(at, 'no-page', quote || words);
  const name = nearest(color);
  found.take({
    at,
    name: key === null ? nameOf('zotero', target.source, quote, page ?? '', words) : `zotero:${key}`,
    fields: {
      kind: target.selectors.length === 0 ? 'page' : words === '' ? 'highlight' : 'comment',
      text: words,
      tags: tagsFrom(tags),
      target: { ...target, citation: work.citation },
      parent: null,
      ...(name && { color: name }),
    },
    origin: {
      from: 'zotero',
      ...(created !== undefined && { created }),
      ...(modified !== undefined && modified !== created && { modified }),
    },
  });
}

const PDF_FRAGMENTS = 'http://tools.ietf.org/rfc/rfc3778';

/** Ours has fewer colours: the one whose hue is nearest; greys are none. */
function nearest(hex: string | null): Color | null {
  const [, red, green, blue] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(hex ?? '') ?? [];
  if (red === undefined || green === undefined || blue === undefined) return null;
  const [r, g, b] = [red, green, blue].map((two) => Number.parseInt(two, 16));
  if (r === undefined || g === undefined || b === undefined) return null;
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)];
  if (most - least < 40) return null;
  const turn =
    most === r ? (g - b) / (most - least) : most === g ? 2 + (b - r) / (most - least) : 4 + (r - g) / (most - least);
  const hue = (turn * 60 + 360) % 360;
  if (hue >= 25 && hue < 75) return 'yellow';
  if (hue >= 75 && hue < 170) return 'green';
  if (hue >= 170 && hue < 245) return 'blue';
  return hue >= 245 && hue < 290 ? 'purple' : 'pink';
}
