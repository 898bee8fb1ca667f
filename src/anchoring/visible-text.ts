/**
 * The walk over what a reader can see: every text node in flat-tree order, through open shadow roots and slots.
 * Separate from the index so that the rules of visibility stand in one place.
 */
import { HOST_TAG } from '../core/host-tag.ts';

/** What the walk tells: text, a break that reads as white space, and roots and frames it went into. */
export interface TextSink {
  /** Called for the children of an element or shadow root that is seen: walks all of them, or those it wants. */
  children(parent: Node, how: Reading): void;
  text(node: Text, preserve: boolean): void;
  gap(): void;
  root(root: Document | ShadowRoot): void;
  frame(frame: HTMLIFrameElement): void;
}

/** How the text of a parent's children reads. */
export interface Reading {
  /** White space is kept. */
  readonly preserve: boolean;
  /** Text that stands directly in the parent is seen. */
  readonly shown: boolean;
}

/** Walks the visible text under a node that nothing is above of. */
export function walkVisible(root: Node, sink: TextSink): void {
  depth = 0;
  if (isElement(root)) walkElement(root, sink, false);
  else sink.children(root, { preserve: false, shown: true });
}

/** Walks the visible text of a child node. */
export function walkNode(node: Node, sink: TextSink, { preserve, shown }: Reading): void {
  if (isElement(node)) walkElement(node, sink, preserve);
  else if (isText(node) && shown) sink.text(node, preserve);
}

/** Asked by its number: nodes of a frame are instances of that frame's classes. */
export function isElement(node: Node): node is Element {
  return node.nodeType === 1;
}

/** Text that can be read, in XHTML also in a character data section; other character data is not. */
export function isText(node: Node): node is Text {
  return node.nodeType === 3 || node.nodeType === 4;
}

/** Whether an element begins and ends at a border of the text. */
export function isBlock(element: Element): boolean {
  return BLOCKS.has(element.localName);
}

/** Whether nothing in an element is ever text to read. */
export function isSkipped(element: Element): boolean {
  return SKIPPED.has(element.localName);
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
  if (frame) return sink.frame(element as HTMLIFrameElement);
  const block = BLOCKS.has(name);
  if (block) sink.gap();
  const how = { preserve: preserve || name === 'pre', shown: sight === 'shown' };
  const shadow = element.shadowRoot;
  if (shadow) {
    sink.root(shadow);
    sink.children(shadow, how);
  } else if (name === 'slot' && isShadowRoot(element.getRootNode())) {
    const assigned = (element as HTMLSlotElement).assignedNodes();
    if (assigned.length === 0) sink.children(element, how);
    for (const node of assigned) walkNode(node, sink, how);
  } else sink.children(element, how);
  if (block) sink.gap();
}

/** The document in a frame; null when it is of another origin. */
export function documentIn(frame: HTMLIFrameElement): Document | null {
  // some browsers throw instead when the frame is sandboxed
  try {
    return frame.contentDocument;
  } catch {
    return null;
  }
}

/**
 * Whether a node is a shadow root. Asked by its shape: nodes of a frame are instances of that frame's classes.
 */
export function isShadowRoot(node: Node): node is ShadowRoot {
  return 'host' in node && node.nodeType === FRAGMENT;
}

/** Whether what stands in an element is seen, only elements in it may be seen, or nothing in it is. */
export type Sight = 'shown' | 'veiled' | 'gone';

/**
 * `checkVisibility` answers for nearly every element without a style object; only where it says no do we ask why,
 * because text in a closed <details> or under hidden="until-found" can be found by the reader, and `display: contents`
 * has no box but is seen.
 */
export function sightOf(element: Element): Sight {
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
