/**
 * Mentions of members in the text of a note: a link to `mention:` and the member's id, so that a renaming changes what is
 * read and not what was written; the name in it is what whoever knows no mentions reads (ADR 0040).
 */
import type { Id } from './id.ts';
import { plainText, unescaped } from './plain-text.ts';

export type Person = { id: Id; name: string };

/** Longer than any name is, escaped: without an end, a hostile text would be searched to its own from every bracket. */
const MENTION = /\[@((?:[^[\]\\\n]|\\.){0,400})\]\(mention:([\w-]{22})\)/g;
const MENTION_URL = /^mention:([\w-]{22})$/;

/** The member that a link's address names, or null for any other address. */
export function mentionedBy(url: string): Id | null {
  return MENTION_URL.exec(url)?.[1] ?? null;
}

export function mentionOf({ id, name }: Person): string {
  return `[@${plainText(name)}](mention:${id})`;
}

/**
 * The members mentioned in a text, once each: by inline links outside of code. Told without the parser of Markdown, since
 * background and popup read every note and are to start without it.
 */
export function mentionedIn(text: string): Id[] {
  if (!mayMention(text)) return [];
  const found = withoutCode(text).matchAll(MENTION);
  return [
    ...new Set(
      Array.from(found).flatMap(({ index, input, 2: id = '' }) => (/[!\\]/.test(input.charAt(index - 1)) ? [] : [id])),
    ),
  ];
}

/** Most texts have none. */
function mayMention(text: string): boolean {
  return text.includes('](mention:');
}

/** The same text with the names of today. @param nameOf undefined for those who are not known */
export function withNames(text: string, nameOf: (id: Id) => string | undefined): string {
  return replaced(text, (id, whole) => {
    const name = nameOf(id);
    return name === undefined ? whole : mentionOf({ id, name });
  });
}

/**
 * With mentions of others than these as words only: they are not in the group, or not by this name, and their id is nobody's
 * business there. @param isMember of the id, and of the name that was written
 */
export function onlyOf(text: string, isMember: (id: Id, name: string) => boolean): string {
  return replaced(text, (id, whole, label) => (isMember(id, unescaped(label)) ? whole : `@${label}`));
}

/** Whether two texts differ by names of the mentioned alone, or not at all. */
export function isSameText(one: string, other: string): boolean {
  const bare = (text: string): string => replaced(text, (id) => `[@](mention:${id})`);
  return one === other || bare(one) === bare(other);
}

/** As Markdown for elsewhere, in which nobody knows our ids. */
export function mentionsAsMarkdown(text: string): string {
  return replaced(text, (_, __, label) => `@${label}`);
}

/** As people read it. @param labelOf how else a person is called than in the text */
export function mentionsAsWords(text: string, labelOf: (id: Id) => string | undefined = () => undefined): string {
  return replaced(text, (id, _, label) => `@${labelOf(id) ?? unescaped(label)}`);
}

/** Those whom a text names, with the names in it, once each. */
export function peopleIn(text: string): Person[] {
  if (!mayMention(text)) return [];
  const found = Array.from(text.matchAll(MENTION), ([, label = '', id = '']) => [id, unescaped(label)] as const);
  return [...new Map(found)].map(([id, name]) => ({ id, name }));
}

function replaced(text: string, replace: (id: Id, whole: string, label: string) => string): string {
  if (!mayMention(text)) return text;
  return text.replace(MENTION, (whole: string, label: string, id: string) => replace(id, whole, label));
}

/** Fenced blocks and code spans taken out, in time that grows with the text alone. */
function withoutCode(text: string): string {
  const lines: string[] = [];
  let fence = '';
  for (const line of text.split('\n')) {
    // A line with ticks behind the first ones begins with a code span.
    const marks = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[1] ?? '';
    if (fence === '' && marks === '') lines.push(line);
    else if (fence === '') fence = marks;
    else if (marks.startsWith(fence)) fence = '';
  }
  const kept = lines.join('\n');
  const runs = Array.from(kept.matchAll(/`+/g), ({ index, 0: run }) => ({ at: index, length: run.length }));
  const nextOfLength = new Map<number, number>();
  const closers = runs.map(() => -1);
  for (let run = runs.length - 1; run >= 0; run--) {
    const length = runs[run]?.length ?? 0;
    closers[run] = nextOfLength.get(length) ?? -1;
    nextOfLength.set(length, run);
  }
  let found = '';
  let done = 0;
  for (let run = 0; run < runs.length; run++) {
    const [opener, closer] = [runs[run], runs[closers[run] ?? -1]];
    if (!opener || !closer) continue;
    found += kept.slice(done, opener.at);
    done = closer.at + closer.length;
    run = closers[run] ?? run;
  }
  return found + kept.slice(done);
}
