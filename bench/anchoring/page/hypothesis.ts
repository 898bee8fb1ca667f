/**
 * Hypothesis's method as it is described in public, written anew on `approx-string-match`: path first, then position,
 * each only if the quote stands there, then the best of all approximate occurrences of the quote in the page's text.
 */
import search from 'approx-string-match';
import { offer } from './method.ts';
import { offsetsOf, rangeAt } from './offsets.ts';

interface Kept {
  readonly path: { startPath: string; startOffset: number; endPath: string; endOffset: number };
  readonly position: { start: number; end: number };
  readonly quote: { exact: string; prefix: string; suffix: string };
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly errors: number;
}

const CONTEXT = 32;
const MOST_ERRORS = 256;
const WEIGHTS = { quote: 50, prefix: 20, suffix: 20, position: 2 };

offer({
  describe(range): Kept {
    const [start, end] = offsetsOf(range) ?? [0, 0];
    const text = document.body.textContent;
    const [from, to] = [elementOf(range.startContainer), elementOf(range.endContainer)];
    return {
      path: {
        startPath: pathOf(from),
        startOffset: lengthTo(from, range.startContainer, range.startOffset),
        endPath: pathOf(to),
        endOffset: lengthTo(to, range.endContainer, range.endOffset),
      },
      position: { start, end },
      quote: {
        exact: text.slice(start, end),
        prefix: text.slice(Math.max(0, start - CONTEXT), start),
        suffix: text.slice(end, end + CONTEXT),
      },
    };
  },
  anchor({ path, position, quote }: Kept): Range | null {
    for (const range of [byPath(path), rangeAt(position.start, position.end)])
      if (range?.toString() === quote.exact) return range;
    const found = bestMatch(document.body.textContent, quote, position.start);
    return found && rangeAt(found.start, found.end);
  },
});

function bestMatch(text: string, { exact, prefix, suffix }: Kept['quote'], hint: number): Match | null {
  if (exact === '') return null;
  const matches = occurrences(text, exact, Math.min(MOST_ERRORS, exact.length / 2));
  const scored = matches.map((match) => {
    const before = text.slice(Math.max(0, match.start - prefix.length), match.start);
    const after = text.slice(match.end, match.end + suffix.length);
    const score =
      WEIGHTS.quote * (1 - match.errors / exact.length) +
      WEIGHTS.prefix * (prefix ? likeness(before, prefix) : 1) +
      WEIGHTS.suffix * (suffix ? likeness(after, suffix) : 1) +
      WEIGHTS.position * (1 - Math.abs(match.start - hint) / text.length);
    return { match, score };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best), { match: null, score: -1 } as {
    match: Match | null;
    score: number;
  }).match;
}

/** Exact occurrences if there are any, because they are found fast; else approximate ones. */
function occurrences(text: string, words: string, errors: number): Match[] {
  const exact: Match[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
    exact.push({ start: at, end: at + words.length, errors: 0 });
  return exact.length > 0 ? exact : search(text, words, errors);
}

function likeness(text: string, words: string): number {
  if (text === '' || words === '') return 0;
  const [best] = occurrences(text, words, words.length).toSorted((one, other) => one.errors - other.errors);
  return best ? 1 - best.errors / words.length : 0;
}

function elementOf(node: Node): Element {
  return node instanceof Element ? node : (node.parentElement ?? document.body);
}

function lengthTo(element: Element, container: Node, offset: number): number {
  const range = document.createRange();
  range.setStart(element, 0);
  range.setEnd(container, offset);
  return range.toString().length;
}

function pathOf(element: Element): string {
  if (element === document.body || !element.parentElement) return '';
  const twins = [...element.parentElement.children].filter((one) => one.localName === element.localName);
  return `${pathOf(element.parentElement)}/${element.localName}[${twins.indexOf(element) + 1}]`;
}

function byPath({ startPath, startOffset, endPath, endOffset }: Kept['path']): Range | null {
  const start = pointIn(startPath, startOffset);
  const end = pointIn(endPath, endOffset);
  if (!start || !end) return null;
  const range = document.createRange();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}

function pointIn(path: string, offset: number): [Text, number] | null {
  const element = elementBy(path);
  if (!element) return null;
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = offset;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return null;
}

/** Some pages have elements whose names are no XPath. */
function elementBy(path: string): Node | null {
  try {
    return document.evaluate(`.${path}`, document.body, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue;
  } catch {
    return null;
  }
}
