/**
 * Mentions while they are typed: a writer sees and types `@Ada Lovelace`, and what is kept is the mention of mentions.ts.
 * Whoever types a member's whole name after an @ has mentioned them, by choosing from the list or by hand.
 */
import type { Id } from './id.ts';
import { plainRanges } from './markdown.ts';
import { mentionOf, mentionsAsWords, type Person } from './mentions.ts';

/** A member as they are called while one types. Where several have one name, they are numbered. */
export type Named = Person & { label: string };

export function namedPeople(people: readonly Person[]): Named[] {
  const byName = Map.groupBy(people, ({ name }) => name.replace(/\s+/g, ' ').trim());
  return [...byName].flatMap(([label, same]) =>
    same.map(({ id, name }, at) => ({ id, name, label: same.length === 1 ? label : `${label} ·${at + 1}` })),
  );
}

/** What is kept, as it is typed. */
export function toTyped(kept: string, people: readonly Named[]): string {
  const labels = new Map(people.map(({ id, label }) => [id, label]));
  return mentionsAsWords(kept, (id) => labels.get(id));
}

/** What was typed, as it is kept. Code, links and formulas mention nobody. */
export function toKept(typed: string, people: readonly Named[]): string {
  if (!typed.includes('@') || people.length === 0) return typed;
  // Of two names that begin alike the longer one is meant.
  const longest = people.toSorted((a, b) => b.label.length - a.label.length);
  let kept = '';
  let done = 0;
  for (const { from, to } of plainRanges(typed)) {
    for (let at = typed.indexOf('@', from); at >= 0 && at < to; at = typed.indexOf('@', at + 1)) {
      if (at < done || !MAY_STAND_BEFORE.test(typed.slice(Math.max(0, at - 2), at))) continue;
      const person = longest.find(({ label }) => isNamed(typed, at + 1, label));
      if (!person) continue;
      kept += typed.slice(done, at) + mentionOf(person);
      done = at + 1 + person.label.length;
    }
  }
  return kept + typed.slice(done);
}

/** The name that is being typed at the caret: from its @ on, or null. */
export type MentionPlace = { from: number; words: string };

export function mentionAt(typed: string, caret: number): MentionPlace | null {
  const before = typed.slice(Math.max(0, caret - LONGEST), caret);
  const found = /@((?:[^\s@]+(?: [^\s@]+){0,2} ?)?)$/u.exec(before);
  if (!found || !MAY_STAND_BEFORE.test(before.slice(0, found.index))) return null;
  return { from: caret - found[0].length, words: found[1] ?? '' };
}

/** Whether nothing of the name is left to be typed. */
export function isWhole(words: string, people: readonly Named[]): boolean {
  return people.some(({ label }) => words.trim() === label);
}

const LONGEST = 100;
/** An address of e-mail or of a profile mentions nobody; a script without spaces may come right before. */
const MAY_STAND_BEFORE = /(?:^|[^\p{Script=Latin}\p{N}._%+\\/-])$/u;
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;

function isNamed(typed: string, at: number, label: string): boolean {
  if (label === '' || !typed.startsWith(label, at)) return false;
  const next = String.fromCodePoint(typed.codePointAt(at + label.length) ?? 32);
  return !/[\p{L}\p{N}\p{M}_]/u.test(next) || WITHOUT_SPACES.test(label);
}

/** With a name chosen for what was typed, and the caret behind it. */
export function withMention(
  typed: string,
  { from, words }: MentionPlace,
  { label }: Named,
): { typed: string; caret: number } {
  const rest = typed.slice(from + 1 + words.length);
  const before = `${typed.slice(0, from)}@${label}${/^[ ,.;:!?)\n]/.test(rest) ? '' : ' '}`;
  return { typed: before + rest, caret: before.length };
}

/** Whoever a text names and the list does not have stays named while it is edited. */
export function withOthers(people: readonly Person[], others: readonly Person[]): Person[] {
  const known = new Set<Id>(people.map(({ id }) => id));
  return [...people, ...others.filter(({ id }) => !known.has(id))];
}
