/** `@apache-annotator/dom` as its documentation uses it: a quote with the context that makes it the only one. */
import { createTextQuoteSelectorMatcher, describeTextQuote } from '@apache-annotator/dom';
import { offer } from './method.ts';

offer({
  describe: (range) => describeTextQuote(range, document.body),
  async anchor(kept: Parameters<typeof createTextQuoteSelectorMatcher>[0]) {
    for await (const range of createTextQuoteSelectorMatcher(kept)(document.body)) return range;
    return null;
  },
});
