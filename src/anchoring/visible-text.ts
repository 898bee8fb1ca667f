/**
 * The walk over what a reader can see: every text node in flat-tree order, through open shadow roots and slots.
 * Separate from the index so that the rules of visibility stand in one place.
 */

/** The tag of our own element in pages: what is in it is never part of the page's text. */
export const HOST_TAG = 'commonplace-host';

/** What the walk tells: text, a break that reads as white space, and roots and frames it went into. */
export interface TextSink {
  text(node: Text, preserve: boolean): void;
  gap(): void;
  root(root: Document | ShadowRoot): void;
  frame(document: Document): void;
}

/** Walks the visible text under a node. */
export function walkVisible(root: Node, sink: TextSink): void {
  depth = 0;
  if (root.nodeType === ELEMENT) walkElement(root as Element, sink, false);
  else walkChildren(root, sink, false, true);
}

function walkChildren(parent: Node, sink: TextSink, preserve: boolean, shown: boolean): void {
  for (let child = parent.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === TEXT) {
      if (shown) sink.text(child as Text, preserve);
    } else if (child.nodeType === ELEMENT) walkElement(child as Element, sink, preserve);
  }
}

/** Parsers of HTML stop nesting at 512; scripts can go deeper, further than our stack reaches. */
const DEEPEST = 600;
let depth = 0;

function walkElement(element: Element, sink: TextSink, preserve: boolean): void {
  if (depth === DEEPEST) return;
  depth++;
  walkShown(element, sink, preserve);
  depth--;
}

function walkShown(element: Element, sink: TextSink, preserve: boolean): void {
  const name = element.localName;
  if (SKIPPED.has(name) || (SVG_UNSEEN.has(name) && element.namespaceURI === SVG)) return;
  if (name === 'br') return sink.gap();
  const frame = FRAMES.has(name);
  if (!element.firstChild && !element.shadowRoot && !frame) {
    if (BLOCKS.has(name)) sink.gap();
    if (name !== 'slot') return;
  }
  const sight = sightOf(element);
  if (sight === 'gone') return;
  if (frame) return walkFrame(element as HTMLIFrameElement, sink);
  const block = BLOCKS.has(name);
  if (block) sink.gap();
  const keep = preserve || name === 'pre';
  const shown = sight === 'shown';
  const shadow = element.shadowRoot;
  if (shadow) {
    sink.root(shadow);
    walkChildren(shadow, sink, keep, shown);
  } else if (name === 'slot' && isShadowRoot(element.getRootNode())) {
    const assigned = (element as HTMLSlotElement).assignedNodes();
    if (assigned.length === 0) walkChildren(element, sink, keep, shown);
    for (const node of assigned) {
      if (node.nodeType === TEXT) {
        if (shown) sink.text(node as Text, keep);
      } else if (node.nodeType === ELEMENT) walkElement(node as Element, sink, keep);
    }
  } else walkChildren(element, sink, keep, shown);
  if (block) sink.gap();
}

function walkFrame(frame: HTMLIFrameElement, sink: TextSink): void {
  // null for another origin; some browsers throw instead when the frame is sandboxed
  try {
    const inner = frame.contentDocument;
    if (inner?.body) sink.frame(inner);
  } catch {
    return;
  }
}

/**
 * Whether a node is a shadow root. Asked by its shape: nodes of a frame are instances of that frame's classes.
 */
export function isShadowRoot(node: Node): node is ShadowRoot {
  return 'host' in node && node.nodeType === FRAGMENT;
}

type Sight = 'shown' | 'veiled' | 'gone';

/**
 * `checkVisibility` answers for nearly every element without a style object; only where it says no do we ask why,
 * because text in a closed <details> or under hidden="until-found" can be found by the reader, and `display: contents`
 * has no box but is seen.
 */
function sightOf(element: Element): Sight {
  if (element.checkVisibility(SEEN)) return 'shown';
  const view = element.ownerDocument.defaultView;
  if (!view) return element.hasAttribute('hidden') ? 'gone' : 'shown';
  const style = view.getComputedStyle(element);
  if (style.display === 'none' || style.display === '') return 'gone';
  if (style.contentVisibility === 'hidden' && !isFindable(element)) return 'gone';
  return style.visibility === 'visible' ? 'shown' : 'veiled';
}

function isFindable(element: Element): boolean {
  return element.getAttribute('hidden')?.toLowerCase() === 'until-found';
}

const TEXT = 3;
const ELEMENT = 1;
const FRAGMENT = 11;
const SEEN = { visibilityProperty: true };
const FRAMES = new Set(['iframe', 'frame']);
const SKIPPED = new Set(
  `${HOST_TAG} script style template noscript head textarea select option datalist input canvas audio video object noframes noembed rp`.split(
    ' ',
  ),
);
const SVG = 'http://www.w3.org/2000/svg';
const SVG_UNSEEN = new Set(['title', 'desc', 'metadata']);
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup p pre search section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
);
