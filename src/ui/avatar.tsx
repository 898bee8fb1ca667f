/** A person as one or two letters in a quiet colour of their own: enough to tell voices apart at a glance. */

/** Decoration beside a written name, so hidden from assistive technology. */
export function Avatar({ name, seed = name }: { name: string; seed?: string }) {
  return (
    <span class="avatar" style={{ '--hue': hueOf(seed) }} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}

/** First letters of the first and last word, whole graphemes in any script. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words.slice(0, 1);
  return ends.map((word) => firstLetter(word ?? '')).join('');
}

let segmenter: Intl.Segmenter | undefined;

/** A letter that nothing after it can be a part of. */
const ALONE = /^[a-z\d\u00c0-\u024f](?=[a-z\d\u00c0-\u024f]|$)/i;

function firstLetter(word: string): string {
  const [alone] = ALONE.exec(word) ?? [];
  if (alone !== undefined) return alone.toLocaleUpperCase();
  // Made once: a list has a face for every note, and making one is dear.
  segmenter ??= new Intl.Segmenter();
  const [first] = segmenter.segment(word);
  return first?.segment.toLocaleUpperCase() ?? '';
}

function hueOf(seed: string): string {
  let hash = 0;
  for (let at = 0; at < seed.length; at += 1) hash = (hash * 31 + seed.charCodeAt(at)) % 3600;
  return String(hash % 360);
}
