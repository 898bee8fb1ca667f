/** What a key means where its letters are not Latin: many who have such a keyboard switch between the two, and the commands stay where they are. */

/** What an American keyboard has at the place of a key, without and with Shift, by its code (UI Events). */
const SIGNS: Readonly<Record<string, string>> = {
  Backquote: '`~',
  Backslash: '\\|',
  BracketLeft: '[{',
  BracketRight: ']}',
  Comma: ',<',
  Equal: '=+',
  Minus: '-_',
  Period: '.>',
  Quote: `'"`,
  Semicolon: ';:',
  Slash: '/?',
};
const OVER_DIGITS = ')!@#$%^&*(';

/** The event's key; of another script than the Latin one, what stands at its place elsewhere. Signs that all scripts share stay. */
export function latinKey({ key, code, shiftKey }: KeyboardEvent): string {
  return /^[\p{scx=Latin}\p{scx=Common}]/u.test(key) ? key : (signAt(code, shiftKey) ?? key);
}

/** Undefined where no letter, digit or sign stands on that key. */
export function signAt(code: string, shifted: boolean): string | undefined {
  const [, kind, name = ''] = /^(Key|Digit)(.)$/.exec(code) ?? [];
  if (kind === 'Key') return shifted ? name : name.toLowerCase();
  if (kind === 'Digit') return shifted ? OVER_DIGITS[Number(name)] : name;
  return SIGNS[code]?.[Number(shifted)];
}
