/** `dom-anchor-text-quote` as its documentation uses it, with the remembered position as hint. */
import { type TextQuote, fromRange, toRange } from 'dom-anchor-text-quote';
import { offer } from './method.ts';
import { offsetsOf } from './offsets.ts';

offer({
  describe: (range) => ({ quote: fromRange(document.body, range), hint: offsetsOf(range)?.[0] ?? 0 }),
  anchor: ({ quote, hint }: { quote: TextQuote; hint: number }) => toRange(document.body, quote, { hint }),
});
