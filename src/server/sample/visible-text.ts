/**
 * The visible text of an HTML file as a browser's reader sees it, without a browser: the endpoint's
 * sample class knows its passages by their words and needs their places. The rules are those of
 * anchoring/visible-text.ts and text-index.ts, which need a DOM and are out of the server's reach;
 * style sheets are not read, so only `hidden` hides.
 */
import { parse, type DefaultTreeAdapterTypes } from 'parse5';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** Visible text in document order, white space collapsed, every block boundary and `<br>` read as one space. */
export function visibleText(html: string): string {
  const collector = new Collector();
  for (const node of parse(html).childNodes) visit(node, false, collector);
  return collector.text;
}

function visit(node: Node, preserve: boolean, into: Collector): void {
  if ('value' in node) return into.add(node.value, preserve);
  if (!('tagName' in node) || SKIPPED.has(node.tagName) || isHidden(node)) return;
  const breaks = BREAKS.has(node.tagName);
  if (breaks) into.gap();
  for (const child of node.childNodes) visit(child, preserve || node.tagName === 'pre', into);
  if (breaks) into.gap();
}

function isHidden(element: Element): boolean {
  const hidden = element.attrs.find(({ name }) => name === 'hidden');
  return hidden !== undefined && hidden.value.toLowerCase() !== 'until-found';
}

/** Joins pieces with at most one space between them. */
class Collector {
  text = '';
  #gap = false;

  gap(): void {
    this.#gap = true;
  }

  add(data: string, preserve: boolean): void {
    if (!preserve && /^[ \t\n\r\f]*$/.test(data)) {
      if (data !== '') this.#gap = true;
      return;
    }
    const piece = (preserve ? data : data.replace(/[ \t\n\r\f]+/g, ' ')).replaceAll('\u00ad', '');
    if (piece === '') return;
    if (this.#gap && !this.#isSpaced()) this.text += ' ';
    this.#gap = false;
    this.text += this.#isSpaced() && piece.startsWith(' ') ? piece.slice(1) : piece;
  }

  /** True where another space would be one too many; the page begins so. */
  #isSpaced(): boolean {
    return this.text === '' || /[ \t\n\v\f\r\u00a0]$/.test(this.text);
  }
}

const SKIPPED = new Set(
  'commonplace-host script style template noscript head title desc metadata textarea select option datalist input canvas audio video object noframes noembed rp iframe frame'.split(
    ' ',
  ),
);
const BREAKS = new Set(
  'address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup p pre search section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
