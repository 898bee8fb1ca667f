/**
 * The keys of our own pages that their reader may change or turn off (WCAG 2.1.4), and which keys can be given. What is usual everywhere
 * (arrows, Enter, Escape, Ctrl or Cmd with Z) is not among them. Pure; what was pressed is read in ui/pressed-chord.ts.
 */
import { isRecord } from './is-record.ts';

/** In the order in which they are listed. */
export const OWN_COMMANDS = ['next', 'previous', 'find', 'list'] as const;
export type OwnCommand = (typeof OWN_COMMANDS)[number];

/**
 * A key as `aria-keyshortcuts` (ARIA 1.2) writes it: `Control+`, `Alt+`, `Shift+`, `Meta+` as far as they are held, in this order, and
 * the character, as a small letter, or `Plus`, or the key's name. Shift is said of letters and of keys with a name; another sign is what Shift has made of it.
 */
export type Chord = string;

/** By command; null: it has none. */
export type OwnKeys = Readonly<Record<OwnCommand, Chord | null>>;

/** Those that were chosen instead of the usual ones. */
export type KeyChoices = { readonly [C in OwnCommand]?: Chord | null | undefined };

export const USUAL_KEYS: OwnKeys = { next: 'j', previous: 'k', find: '/', list: '?' };

/** While it is not known yet what was chosen: better none than one that was turned off. */
export const NO_KEYS: OwnKeys = { next: null, previous: null, find: null, list: null };

export function keysWith({
  next = USUAL_KEYS.next,
  previous = USUAL_KEYS.previous,
  find = USUAL_KEYS.find,
  list = USUAL_KEYS.list,
}: KeyChoices = {}): OwnKeys {
  return { next, previous, find, list };
}

/** What of the keys is not as usual. */
export function choicesIn(keys: OwnKeys): KeyChoices {
  return Object.fromEntries(
    OWN_COMMANDS.flatMap((command) => (keys[command] === USUAL_KEYS[command] ? [] : [[command, keys[command]]])),
  );
}

/** What the key asks for. */
export function commandOf(chord: Chord, keys: OwnKeys): OwnCommand | null {
  return OWN_COMMANDS.find((command) => keys[command] === chord) ?? null;
}

/**
 * Why a command cannot have a key. `fixed`: it means the same in every program, as Enter, Tab and the arrows do. `browser`: the browser
 * or the system uses it. `taken`: another command has it.
 */
export type KeyRefusal = { why: 'fixed' | 'browser' } | { why: 'taken'; by: OwnCommand };

/** Null where the command can have the key. */
export function refusalOf(chord: Chord, command: OwnCommand, keys: OwnKeys): KeyRefusal | null {
  const why = unfit(chord);
  if (why !== null) return { why };
  const by = commandOf(chord, { ...keys, [command]: null });
  return by && { why: 'taken', by };
}

/** Whether it is written as a chord is, and can be given. */
export function isChord(text: string): boolean {
  const { modifiers, key } = partsOf(text);
  if ([...modifiers, key].join('+') !== text || key === '' || key.length > MOST_UNITS) return false;
  const isWritten = isNamed(key) || (key === key.toLowerCase() && !/[\s+]/.test(key));
  return isWritten && unfit(text) === null;
}

/** No two commands have the same key. */
export function areApart(keys: OwnKeys): boolean {
  const given = OWN_COMMANDS.flatMap((command) => keys[command] ?? []);
  return new Set(given).size === given.length;
}

/** What was kept on the device, as far as it can be: what is broken or unknown is as usual. */
export function soundChoices(kept: unknown): KeyChoices {
  if (!isRecord(kept)) return {};
  const choices: KeyChoices = Object.fromEntries(
    OWN_COMMANDS.flatMap((command) => {
      const key = kept[command];
      return key === null || (typeof key === 'string' && isChord(key)) ? [[command, key]] : [];
    }),
  );
  return areApart(keysWith(choices)) ? choices : {};
}

const MODIFIERS = ['Control', 'Alt', 'Shift', 'Meta'] as const;
export type Modifier = (typeof MODIFIERS)[number];

/** The modifiers, and what is pressed with them. */
export function partsOf(chord: Chord): { modifiers: readonly Modifier[]; key: string } {
  const words = chord.split('+');
  const modifiers = MODIFIERS.filter((one) => words.slice(0, -1).includes(one));
  return { modifiers, key: words.at(-1) ?? '' };
}

/** A character may be a letter with signs of its own. */
const MOST_UNITS = 4;

/** Such as `Enter`: characters are not written like this. */
function isNamed(key: string): boolean {
  return /^[A-Z][A-Za-z0-9]+$/.test(key);
}

/** Keys without a character that neither browsers nor systems use by themselves. */
const FREE = /^F[2489]$/;
/** Alone, with Alt: the address bar and the menus of browsers. */
const MENUS = /^[defvsbth]$/;
/** With Ctrl or Cmd: tabs, windows, editing, zoom. */
const BROWSERS = /^([a-z0-9=_-]|Plus)$/;

function unfit(chord: Chord): 'fixed' | 'browser' | null {
  const { modifiers, key } = partsOf(chord);
  const [control, alt, meta] = (['Control', 'Alt', 'Meta'] as const).map((one) => modifiers.includes(one));
  if (isNamed(key) && key !== 'Plus') {
    if (!/^F\d+$/.test(key)) return 'fixed';
    return modifiers.length === 0 && FREE.test(key) ? null : 'browser';
  }
  // By Cmd alone a Mac reaches all that is in its menus, and by the Windows key that system all it has.
  if (meta && !control && !alt) return 'browser';
  if (control && !alt && !meta && BROWSERS.test(key)) return 'browser';
  return alt && !control && !meta && MENUS.test(key) ? 'browser' : null;
}
