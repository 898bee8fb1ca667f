/**
 * What stands in a page's head, read by XPath (https://www.w3.org/TR/1999/REC-xpath-19991116/), which gives attributes without their
 * elements: to touch one of those has the browser set up some hundred properties of elements in our world, which costs every page
 * 90 kB and as much time as all the rest of the first question (Chromium 156). One path for all, for each has its price, too.
 */

/** The names that a page gives itself, in the order of its elements. */
export type Claims = {
  /** `link[rel~=canonical i]` */
  canonical: string[];
  /** `link[rel~=amphtml i]` */
  amphtml: string[];
  /** `meta[property="og:url"]` */
  ogUrl: string[];
  /** `meta[name$=doi i]`, `meta[name^="dc.identifier" i]`: Highwire, PRISM, bepress and Dublin Core. */
  dois: string[];
};

const HEAD = `/*/*[local-name()='head'][1]/*`;
/** In lower case; of the names of elements and attributes themselves HTML takes care. */
const low = `'ABCDEFGHIJKLMNOPQRSTUVWXYZ','abcdefghijklmnopqrstuvwxyz'`;
const [rel, name] = [`translate(@rel,${low})`, `translate(@name,${low})`];
const CLAIMS =
  `${HEAD}[local-name()='link'][contains(${rel},'canonical') or contains(${rel},'amphtml')]/@href|` +
  `${HEAD}[local-name()='meta'][@property='og:url' or contains(${name},'doi') or contains(${name},'dc.identifier')]/@content`;
/** Of an attribute, what else its element says. */
const KIND = `concat(../@rel,'\n',../@property,'\n',../@name)`;

/** `XPathResult.ORDERED_NODE_SNAPSHOT_TYPE`; to name it has the browser set up that interface, too. */
const ORDERED_NODE_SNAPSHOT_TYPE = 7;
/** Of more than so many none is read: they are no claims but an attempt to keep us busy. */
const MOST = 100;

export function readClaims(document: Document): Claims {
  const claims: Claims = { canonical: [], amphtml: [], ogUrl: [], dois: [] };
  const found = document.evaluate(CLAIMS, document, null, ORDERED_NODE_SNAPSHOT_TYPE);
  for (let at = 0; at < found.snapshotLength && found.snapshotLength <= MOST; at++) {
    const attribute = found.snapshotItem(at);
    if (attribute) put(claims, document.evaluate(KIND, attribute).stringValue, attribute.nodeValue ?? '');
  }
  return claims;
}

function put(claims: Claims, kind: string, value: string): void {
  const [rel = '', property = '', name = ''] = kind.split('\n');
  const relations = rel.toLowerCase().split(/\s+/);
  if (relations.includes('canonical')) claims.canonical.push(value);
  if (relations.includes('amphtml')) claims.amphtml.push(value);
  if (property === 'og:url') claims.ogUrl.push(value);
  if (/doi$|^dc\.identifier/i.test(name)) claims.dois.push(value);
}
