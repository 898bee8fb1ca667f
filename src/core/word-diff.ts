/** What changed between two texts, word by word, to be marked. Pure, and bounded whatever the texts are. */

export type Piece = { kind: 'same' | 'removed' | 'added'; text: string };

/** The texts in one: what both have, what only the first has, what only the second has; in reading order. */
export function diffWords(before: string, after: string): Piece[] {
  const [a, b] = [wordsOf(before), wordsOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const middle = changes(a.slice(start, a.length - end), b.slice(start, b.length - end));
  const same = (words: string[]): Piece => ({ kind: 'same', text: words.join('') });
  return joined([same(a.slice(0, start)), ...middle, same(a.slice(a.length - end))]);
}

/** More than this many comparisons are not made: the whole is said to have changed. */
const MOST = 4_000_000;

function changes(a: readonly string[], b: readonly string[]): Piece[] {
  if (a.length * b.length > MOST) return [removed(a.join('')), added(b.join(''))];
  const width = b.length + 1;
  // Length of the longest common subsequence of what is left from each place on.
  const common = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  const pieces: Piece[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [mine = '', theirs = ''] = [a[i], b[j]];
    if (i < a.length && j < b.length && mine === theirs) {
      pieces.push({ kind: 'same', text: mine });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      pieces.push(removed(mine));
      i++;
    } else {
      pieces.push(added(theirs));
      j++;
    }
  }
  return pieces;
}

/** Words, each run of spaces, and every other sign by itself; of scripts without spaces, letter by letter. */
function wordsOf(text: string): string[] {
  return (
    text.match(
      /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}\p{N}]+?(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[^\p{L}\p{M}\p{N}]|$)|\s+|[^]/gu,
    ) ?? []
  );
}

function joined(pieces: readonly Piece[]): Piece[] {
  const found: Piece[] = [];
  for (const { kind, text } of pieces) {
    const last = found.at(-1);
    if (text === '') continue;
    if (last?.kind === kind) last.text += text;
    else found.push({ kind, text });
  }
  return found;
}

const removed = (text: string): Piece => ({ kind: 'removed', text });
const added = (text: string): Piece => ({ kind: 'added', text });
