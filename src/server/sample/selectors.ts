/**
 * Selectors for a passage of a reading, made on the server from its visible text alone. The
 * extension makes richer ones from the page itself (anchoring/describe.ts); these are the two of
 * them that need no DOM.
 */
import type { Selector } from '../../core/selectors.ts';

/** Code points of context kept on each side of the quote. */
const CONTEXT = 64;

/**
 * Quote and position of the nth occurrence (from 1) of a quote in a visible text.
 * @throws RangeError if the text does not hold the quote so often: a sample that has drifted from
 * its reading is a mistake to mend, not a note to lose.
 */
export function selectorsFor(visibleText: string, quote: string, occurrence = 1): Selector[] {
  const at = indexOfNth(visibleText, quote, occurrence);
  const before = Array.from(visibleText.slice(0, at));
  // no more units than could hold the context: a whole reading need not be split for it
  const after = Array.from(visibleText.slice(at + quote.length, at + quote.length + 2 * CONTEXT));
  return [
    {
      type: 'TextQuoteSelector',
      exact: quote,
      prefix: before.slice(-CONTEXT).join(''),
      suffix: after.slice(0, CONTEXT).join(''),
    },
    {
      type: 'TextPositionSelector',
      start: before.length,
      end: before.length + Array.from(quote).length,
    },
  ];
}

function indexOfNth(text: string, quote: string, occurrence: number): number {
  let at = -1;
  for (let count = 0; count < occurrence; count++) {
    at = text.indexOf(quote, at + 1);
    if (quote === '' || at < 0) throw new RangeError(`The text holds fewer than ${occurrence} × “${quote}”.`);
  }
  return at;
}
