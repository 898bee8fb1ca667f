/**
 * What the script in every page may ask of the background, and what it and the second one (from-annotator.ts) speak in. Kept apart
 * from from-pages.ts because content scripts live beside a hostile page: they get selectors, never words, names or tokens.
 */
import * as v from 'valibot';
import { LONGEST_ADDRESS, LONGEST_CLAIM, LONGEST_KIND, MOST_CLAIMS } from '../core/page-says.ts';
import { method, nothing } from './method.ts';

/** A schema that is made when something is parsed by it: the second script in a page names these and has no need of that. */
function whenUsed<T extends v.GenericSchema>(make: () => T) {
  let made: T | undefined;
  return v.lazy(() => (made ??= make()));
}

/** What the page says about itself; the background believes only the origin that the browser names. */
export const pageFacts = whenUsed(() => {
  const claim = v.pipe(v.string(), v.maxLength(4096));
  return v.object({
    url: v.pipe(v.string(), v.maxLength(LONGEST_ADDRESS)),
    title: v.pipe(v.string(), v.maxLength(4096)),
    /** What the page claims to be called as well; core/document.ts says what is believed. */
    canonical: v.optional(claim),
    amp: v.optional(claim),
    dois: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(300))), v.maxLength(8))),
    /** What it says of the work that it is, where a note is being made of it. */
    about: v.optional(
      v.pipe(
        v.array(v.object({ name: v.pipe(v.string(), v.maxLength(64)), content: v.pipe(v.string(), v.maxLength(500)) })),
        v.maxLength(60),
      ),
    ),
    saidAt: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_ADDRESS))),
    /** The page's owner opted out (`<meta name="commonplace" content="none">`). */
    optedOut: v.boolean(),
  });
});
export type PageFactsMessage = v.InferOutput<typeof pageFacts>;

/** The same as the first script copies it; `factsOf` tells what it means. */
export const pageSays = whenUsed(() =>
  v.object({
    url: v.pipe(v.string(), v.maxLength(LONGEST_ADDRESS)),
    title: v.pipe(v.string(), v.maxLength(4096)),
    head: v.pipe(
      v.array(
        v.object({
          kind: v.pipe(v.string(), v.maxLength(LONGEST_KIND)),
          value: v.pipe(v.string(), v.maxLength(LONGEST_CLAIM)),
          at: v.optional(v.pipe(v.string(), v.maxLength(LONGEST_ADDRESS))),
        }),
      ),
      v.maxLength(MOST_CLAIMS),
    ),
    optedOut: v.boolean(),
  }),
);

export const fromContent = {
  /**
   * Whether this page has passages that may be shown to it. Of the owner's wish it tells what stands in the page itself; where there are notes, it is
   * asked for the rest (`page.says`) before this is answered. Without passages, also sets the badge of the sender's tab.
   */
  'page.look': method(pageSays, v.object({ hasPassages: v.boolean() })),
  /** Brings the second script of ours into the sender's tab (content/bring.ts). */
  'page.annotate': method(nothing, nothing),
  /** The page is at a link to a note: where it is to go instead, or null. `url` is its address, with what stands behind `#`. */
  'link.follow': method(
    v.object({ url: v.pipe(v.string(), v.maxLength(LONGEST_ADDRESS)) }),
    v.object({ url: v.nullable(v.string()) }),
  ),
};
