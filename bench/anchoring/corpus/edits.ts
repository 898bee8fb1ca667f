/**
 * What authors do to a page between two visits, each as one seeded edit. None of them knows any passage, or how
 * passages are looked for.
 */
import { type Random, between, oneOf, shuffled } from '../../random.ts';
import { type Element, type TextNode, type TracedPage, isElement, isInside } from './traced-page.ts';

/** Edits a page in place; `share` says how much of it, 0 to 1. */
export type Edit = (page: TracedPage, random: Random, share: number) => void;

const WORD = /[\p{L}\p{M}\p{N}’'-]+/gu;
const PROSE = ['p', 'li', 'td', 'dd', 'blockquote', 'h2', 'h3', 'figcaption'];
const INLINE = ['em', 'strong', 'a', 'b', 'i', 'cite', 'q', 'abbr', 'span', 'time'];

/** Words exchanged, put in and left out here and there. */
export const editWords: Edit = (page, random, share) => {
  const words = page.text().match(WORD) ?? [];
  for (const node of prose(page)) {
    for (const { 0: word, index } of [...node.value.matchAll(WORD)].toReversed()) {
      if (random() >= share) continue;
      const end = index + word.length;
      const kind = random();
      if (kind < 0.6) page.replace(node, index, end, oneOf(random, words), true);
      else if (kind < 0.8) page.replace(node, end, end, ` ${oneOf(random, words)}`, false);
      else page.replace(node, index, Math.min(node.value.length, end + 1), '', false);
    }
  }
};

/** Whole paragraphs and items taken out. */
export const removeBlocks: Edit = (page, random, share) => {
  for (const one of page.elements('p', 'li', 'blockquote', 'tr')) if (random() < share) page.remove(one);
};

/** Sentences taken out of paragraphs that stay. */
export const removeSentences: Edit = (page, random, share) => {
  for (const node of prose(page))
    for (const { 0: sentence, index } of [...node.value.matchAll(/[^.!?؟…]{20,}[.!?؟…]/gu)].toReversed())
      if (random() < share) page.replace(node, index, index + sentence.length, '', false);
};

/** Paragraphs that say something else now. */
export const rewriteBlocks: Edit = (page, random, share) => {
  const speech = speaker(page, random);
  for (const one of page.elements('p', 'li')) {
    if (random() >= share) continue;
    for (const node of page.texts(one)) {
      const words = node.value.match(WORD)?.length ?? 0;
      if (words > 0) page.replace(node, 0, node.value.length, speech(words), false);
    }
  }
};

/** New paragraphs, in the words of the page. */
export const insertBlocks: Edit = (page, random, share) => {
  const speech = speaker(page, random);
  for (const one of page.elements('p', 'h2'))
    if (random() < share) page.insertBefore(one, 'p', speech(between(random, 20, 90)));
};

/** Sections, each from a heading to the next one, in another order. */
export const moveSections: Edit = (page, random) => {
  for (const parent of page.elements('body', 'main', 'article', 'section')) {
    const sections: Element['childNodes'][] = [[]];
    for (const child of parent.childNodes) {
      if (isElement(child) && ['h2', 'section'].includes(child.tagName)) sections.push([]);
      sections.at(-1)?.push(child);
    }
    const [opening = [], ...rest] = sections;
    if (rest.length > 1) page.reorder(parent, [...opening, ...shuffled(random, rest).flat()]);
  }
};

/** Marks taken off words and put around others. */
export const changeMarkup: Edit = (page, random, share) => {
  for (const one of page.elements(...INLINE)) if (random() < share) page.unwrap(one);
  for (const node of prose(page)) {
    const words = [...node.value.matchAll(WORD)];
    if (words.length < 3 || random() >= share) continue;
    const first = between(random, 0, words.length - 2);
    const last = words[Math.min(words.length - 1, first + between(random, 0, 4))];
    page.wrap(node, words[first]?.index ?? 0, (last?.index ?? 0) + (last?.[0].length ?? 0), oneOf(random, INLINE));
  }
};

/** The same text with other line breaks and indentation. */
export const indentAnew: Edit = (page, random, share) => {
  for (const node of page.texts()) {
    if (isInside(node, 'pre', 'textarea')) continue;
    for (const { 0: space, index } of [...node.value.matchAll(/\s+/gu)].toReversed()) {
      if (random() >= share) continue;
      const other = random() < 0.5 ? ' ' : `\n${' '.repeat(between(random, 0, 12))}`;
      page.replace(node, index, index + space.length, other, false);
    }
  }
};

/** Another design: other elements around the same text, and a frame of links that repeat its headings. */
export const redesign: Edit = (page, random) => {
  const headings = page.elements('h1', 'h2', 'h3').map((one) =>
    page
      .texts(one)
      .map(({ value }) => value)
      .join(''),
  );
  for (const one of page.elements('p')) if (!isInsideOfPhrase(one)) page.rename(one, 'div');
  for (const one of page.elements('main', 'article', 'section', 'header')) page.rename(one, 'div');
  const first = page.body.childNodes.find(isElement);
  if (!first) return;
  for (const words of [
    'Home',
    'Readings',
    'Search',
    'Sign in',
    ...headings,
    ...headings.slice(0, between(random, 1, 4)),
  ])
    page.insertBefore(first, 'div', words);
};

function isInsideOfPhrase({ parentNode }: Element): boolean {
  return !!parentNode && isElement(parentNode) && INLINE.includes(parentNode.tagName);
}

function prose(page: TracedPage): TextNode[] {
  return page.texts().filter((node) => isInside(node, ...PROSE));
}

/** Makes text of any length in which the page's words follow each other as they do there. */
function speaker(page: TracedPage, random: Random): (words: number) => string {
  const words = page.text().match(/\S+/gu) ?? [];
  const followers = new Map<string, string[]>();
  words.forEach((word, at) => {
    const next = words[at + 1];
    if (next !== undefined) followers.set(word, [...(followers.get(word) ?? []), next]);
  });
  return (count) => {
    const said = [oneOf(random, words)];
    while (said.length < count) {
      const follow = followers.get(said.at(-1) ?? '');
      // a word of its own now and then, or whole sentences would be said again
      said.push(follow && random() < 0.7 ? oneOf(random, follow) : oneOf(random, words));
    }
    return said.join(' ');
  };
}
