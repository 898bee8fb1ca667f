/** Files that once were good: cut, swapped, doubled, with other types where something was expected. The same for the same seed. */
import { seeded } from '../../../bench/random.ts';
import type { Given } from '../../../src/core/import/importers.ts';
import { samples } from './samples.ts';

export const ODD: unknown[] = [
  null,
  0,
  -1,
  1e308,
  '',
  ' ',
  [],
  {},
  true,
  'x'.repeat(70_000),
  '\ud800',
  '\u0000',
  '🌙',
  [[]],
  { a: { b: {} } },
  '9999-99-99T99:99:99Z',
  'javascript:1',
  Number.NaN,
];

type Random = () => number;
const pick = <T>(next: Random, from: readonly T[]): T => from[Math.floor(next() * from.length)]!;

/** Some value in a document of JSON becomes another. */
export function disturbed(document: unknown, next: Random): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(document));
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      places.push([value as Record<string, unknown>, key]);
      visit(inner);
    }
  };
  visit(copy);
  for (let count = 1 + Math.floor(next() * 4); count > 0; count--) {
    const [holder, key] = pick(next, places);
    const other = pick(next, places);
    const dice = next();
    if (dice < 0.5) holder[key] = pick(next, ODD);
    else if (dice < 0.75) delete holder[key];
    // A copy: JSON has no rings.
    else holder[key] = JSON.parse(JSON.stringify(other[0][other[1]]) ?? 'null');
  }
  return copy;
}

function damaged(text: string, next: Random): string {
  const at = Math.floor(next() * text.length);
  const until = at + Math.floor(next() * 200);
  const choices = [
    () => text.slice(0, at),
    () => text.slice(0, at) + text.slice(until),
    () => text.slice(0, until) + text.slice(at),
    () => text.slice(0, at) + String(pick(next, ODD)) + text.slice(at),
    () => text.replaceAll('\n', next() < 0.5 ? '\r' : ''),
    () => text.replaceAll('"', ''),
  ];
  return pick(next, choices)();
}

function malformed(given: Given, next: Random): Given {
  if ('archive' in given) {
    return {
      archive: new Map(
        [...given.archive].map(([name, text]) => [
          next() < 0.1 ? damaged(name, next) : name,
          next() < 0.7 ? damaged(text, next) : text,
        ]),
      ),
    };
  }
  const { text } = given;
  if (!/^[[{]/.test(text) || next() < 0.2) return { text: damaged(text, next) };
  let document: unknown = JSON.parse(text);
  for (let round = 0; round < 2; round++) document = disturbed(document, next);
  return { text: JSON.stringify(document) ?? '' };
}

/** Of each kind in turn. */
export function malformedFile(seed: number): Given {
  const names = Object.keys(samples);
  return malformed(samples[names[seed % names.length]!]!, seeded(seed));
}
