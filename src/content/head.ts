/**
 * What stands in a page's head, read by XPath, whose answers are strings (https://www.w3.org/TR/1999/REC-xpath-19991116/): to
 * touch one element has the browser set up some hundred properties of elements in our world, which costs every page
 * 90 kB and as much time as all the rest of the first question (Chromium 156).
 */

const HEAD = `/*/*[local-name()='head'][1]/*`;

/** An attribute, in XPath, as CSS compares it with `i`. */
const lower = (attribute: string): string =>
  `translate(@${attribute},'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz')`;

/** Children of the head of this name, of which a condition holds. */
const elements = (name: string, condition: string): string => `${HEAD}[local-name()='${name}'][${condition}]`;

/** `link[rel~=RELATION]` */
export const linksOf = (relation: string): string =>
  elements('link', `contains(concat(' ',normalize-space(${lower('rel')}),' '),' ${relation} ')`);

/** `meta[property=NAME]` */
export const propertiesOf = (name: string): string => elements('meta', `@property='${name}'`);

/** `meta[name$=END]` and `meta[name^=BEGINNING]` */
export const namesOf = (end: string, beginning: string): string => {
  const name = lower('name');
  const ends = `substring(${name},string-length(@name)-${end.length - 1})='${end}'`;
  return elements('meta', `${ends} or starts-with(${name},'${beginning}')`);
};

/**
 * The values of an attribute of such elements, in their order.
 * @param most of more than so many none: they are no claim but an attempt to keep us busy
 */
export function readHead(document: Document, path: string, attribute: string, most: number): string[] {
  const ask = (what: string): XPathResult => document.evaluate(what, document);
  const { numberValue } = ask(`count(${path}/@${attribute})`);
  if (numberValue > most) return [];
  return Array.from({ length: numberValue }, (_, at) => ask(`string((${path}/@${attribute})[${at + 1}])`).stringValue);
}
