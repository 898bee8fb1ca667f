/**
 * The tags in a text that says it is HTML, in one pass over it: whatever stands there, and however many open without an end, it takes
 * as long as the text is. No parser: for words that are taken out of HTML, not for what is shown.
 */

/** `name` in small letters; the tag stands from `from` up to `to`. */
export type HtmlTag = { name: string; isEnd: boolean; from: number; to: number; tag: string };

export function* tagsIn(html: string): Generator<HtmlTag> {
  for (let from = html.indexOf('<'); from !== -1;) {
    const [, end, name] = at(html, TAG, from) ?? [];
    if (name === undefined) {
      from = html.indexOf('<', from + 1);
      continue;
    }
    const close = html.indexOf('>', from);
    // Nothing behind it is a tag either.
    if (close === -1) return;
    yield { name: name.toLowerCase(), isEnd: end !== '', from, to: close + 1, tag: html.slice(from, close + 1) };
    from = html.indexOf('<', close + 1);
  }
}

/** The text with something else in the place of each tag. */
export function replaceTags(html: string, by: (tag: HtmlTag) => string): string {
  const parts: string[] = [];
  let done = 0;
  for (const found of tagsIn(html)) {
    parts.push(html.slice(done, found.from), by(found));
    done = found.to;
  }
  return parts.join('') + html.slice(done);
}

const TAG = /<(\/?)([a-z][^\s/>]{0,30})/iy;

/** What a sticky pattern matches at that place. */
function at(text: string, pattern: RegExp, place: number): RegExpExecArray | null {
  pattern.lastIndex = place;
  return pattern.exec(text);
}
