/**
 * What a page says of itself, as it stands there: what it means is known by core/page-says.ts, for whoever hears it. Read by XPath
 * (https://www.w3.org/TR/1999/REC-xpath-19991116/), which gives attributes without their elements: to touch one of those has the browser set up
 * some hundred properties of elements in our world, which costs every page 90 kB and as much time as all the rest of the first
 * question (Chromium 156). One path for all, for each has its price, too.
 */
import {
  LONGEST_ADDRESS,
  LONGEST_CLAIM,
  LONGEST_KIND,
  MOST_CLAIMS,
  type HeadClaim,
  type PageSays,
} from '../core/page-says.ts';
import { declinesItself } from './opt-out.ts';

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

/** One reader a page: it remembers where the page was when it first said what it says still. Of the owner's wish, what stands in the page. */
export function pageReader(document: Document): () => PageSays {
  let saidBefore = new Map<string, string>();
  return () => {
    const url = document.location.href.slice(0, LONGEST_ADDRESS);
    const head: HeadClaim[] = [];
    const said = new Map<string, string>();
    const found = document.evaluate(CLAIMS, document, null, ORDERED_NODE_SNAPSHOT_TYPE);
    for (let at = 0; at < found.snapshotLength && found.snapshotLength <= MOST_CLAIMS; at++) {
      const attribute = found.snapshotItem(at);
      if (!attribute) continue;
      const kind = document.evaluate(KIND, attribute).stringValue.slice(0, LONGEST_KIND);
      const text = attribute.nodeValue ?? '';
      // as `HTMLLinkElement.href` says it; `URL.parse` came with Chromium 126, and we run in 125
      const isAddress = attribute.nodeName === 'href' && URL.canParse(text, document.baseURI);
      const value = (isAddress ? new URL(text, document.baseURI).href : text).slice(0, LONGEST_CLAIM);
      const first = saidBefore.get(kind + value) ?? url;
      said.set(kind + value, first);
      head.push(first === url ? { kind, value } : { kind, value, at: first });
    }
    saidBefore = said;
    return { url, title: document.title.slice(0, 1024), head, optedOut: declinesItself(document) };
  };
}
