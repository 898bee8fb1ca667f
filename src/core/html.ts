/** HTML out of templates in which every value is escaped, for files and fields that are nobody's page. */

/** Markup that may stand in a document as it is. */
export type Html = { html: string };

type Value = string | number | Html | readonly (Html | string)[];

/** Escapes what is put in, but for markup made by this function. Attribute values stand in double quotes. */
export function markup(words: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { html: words.reduce((text, piece, at) => text + written(values[at - 1]) + piece) };
}

/** Text as it may stand between tags and in quoted attributes. */
export function escaped(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

function written(value: Value | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map(written).join('');
}
