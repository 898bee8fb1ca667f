/**
 * Reads XML as far as RDF files of reference managers need it: elements with attributes and text. No definitions of entities
 * and nothing from elsewhere, so that a file can neither grow in memory nor ask for anything.
 */

/** `name` as it stands, with its prefix. */
export type XmlElement = { name: string; attributes: Record<string, string>; children: XmlElement[]; text: string };

const MAX_DEPTH = 200;

/** The root element, or null for what is not well-formed. */
export function parseXml(source: string): XmlElement | null {
  const root: XmlElement = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let at = 0;
  while (at < source.length) {
    const here = open.at(-1);
    if (!here) return null;
    const next = source.indexOf('<', at);
    here.text += unescaped(source.slice(at, next === -1 ? source.length : next));
    if (next === -1) break;
    const kind = source.slice(next, next + 9);
    if (kind.startsWith('<!--')) at = behind(source, '-->', next + 4);
    else if (kind === '<![CDATA[') {
      const end = source.indexOf(']]>', next);
      here.text += source.slice(next + 9, end === -1 ? source.length : end);
      at = behind(source, ']]>', next + 9);
    } else if (kind.startsWith('<?')) at = behind(source, '?>', next + 2);
    // A document type could define entities: what has one is none of the files that are meant.
    else if (kind.startsWith('<!')) return null;
    else {
      const end = tagEnd(source, next);
      if (end === -1) return null;
      const tag = source.slice(next + 1, end);
      at = end + 1;
      if (tag.startsWith('/')) {
        if (open.pop()?.name !== tag.slice(1).trim()) return null;
        continue;
      }
      const element = elementOf(tag.replace(/\/$/, ''));
      if (!element || open.length > MAX_DEPTH) return null;
      here.children.push(element);
      if (!tag.endsWith('/')) open.push(element);
    }
  }
  return open.length === 1 ? (root.children[0] ?? null) : null;
}

/** Elements of a name, at any depth. */
export function* elementsNamed(root: XmlElement, name: string): Generator<XmlElement> {
  const waiting = [root];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.name === name) yield next;
    waiting.push(...next.children.toReversed());
  }
}

function behind(source: string, mark: string, from: number): number {
  const at = source.indexOf(mark, from);
  return at === -1 ? source.length : at + mark.length;
}

/** A `>` may stand in an attribute. */
function tagEnd(source: string, from: number): number {
  let quote = '';
  for (let at = from; at < source.length; at++) {
    const sign = source.charAt(at);
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at;
  }
  return -1;
}

function elementOf(tag: string): XmlElement | null {
  const [name] = /^[A-Za-z_][\w.:-]*/.exec(tag) ?? [];
  if (name === undefined) return null;
  const attributes: Record<string, string> = {};
  for (const [, key = '', double, single] of tag
    .slice(name.length)
    .matchAll(/(?<![\w.:-])([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    attributes[key] = unescaped(double ?? single ?? '');
  }
  return { name, attributes, children: [], text: '' };
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w{1,8}));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code).toWellFormed() : whole;
    },
  );
}
