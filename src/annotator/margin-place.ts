/** Where the margin's frame stands in the window and how large it is, with the edge that moves it, and the room that the page makes for it. */
import type { StylePort } from '../anchoring/adopted-styles.ts';
import { type MarginChoice, type MarginLayout, USUAL_LAYOUT, WIDTHS } from '../protocol/margin-layout.ts';
import { createEdge } from './edge.ts';
import { sizeStyles } from './host-styles.ts';
import type { Host } from './host.ts';
import { stanceIn, type Stance } from './stance.ts';

/** Room is made anew when an edge rests for so long, in milliseconds: to lay out a long page takes a while. */
const REST_MS = 250;
/** As long as the style's transition (host-styles.ts), and a little more. */
const LEAVE_MS = 220;
/** Beyond its own size, for its shadow and its edge. */
const LEAVE_PX = 40;
const FRAME_ID = 'margin';

export type MarginPlace = {
  readonly layout: MarginLayout;
  readonly stance: Stance;
  set(layout: MarginLayout): void;
  /** Puts the frame into the page, if it is not there, and its edge beside it. */
  put(frame: HTMLIFrameElement): void;
  /** It is wanted again: it goes nowhere, if it was on its way out of the window. */
  stay(): void;
  /** Takes it away, and gives the page its room back. */
  take(): void;
  /** From now on the page makes room, if it is to. */
  makeRoom(): void;
};

export type MarginPlaceOptions = {
  host: Host;
  document: Document;
  styles: StylePort;
  /** What the edge is called. */
  label: string;
  /** Its edge was moved. */
  changed: (choice: MarginChoice) => void;
  /** It was swiped out of the window, or Escape was pressed at its edge. */
  dismissed: () => void;
  signal: AbortSignal;
};

export function createMarginPlace({
  host,
  document,
  styles,
  label,
  changed,
  dismissed,
  signal,
}: MarginPlaceOptions): MarginPlace {
  const view = document.defaultView!;
  const style = document.createElementNS('http://www.w3.org/1999/xhtml', 'style');
  let layout = USUAL_LAYOUT;
  /** Of a sheet at the bottom, as it was drawn on this page. */
  let height: number | null = null;
  let frame: HTMLIFrameElement | null = null;
  let hasRoom = false;
  let giveRoomBack: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  /** Asked at every scrolling, and another only by a new size or choice. */
  let known: Stance | null = null;
  const stance = (): Stance =>
    (known ??= stanceIn({ width: view.innerWidth, height: view.innerHeight }, layout, height));
  const edge = createEdge({
    document,
    side: host.side,
    label,
    controls: FRAME_ID,
    ports: { stance, drag: (size, out) => show(size, out), choose, dismiss: () => leave() },
  });

  /** @param out so far out of the window */
  function show(size: number, out: number): void {
    const { kind } = stance();
    const [x, y] = kind === 'bottom' ? [0, out] : [host.side === 'right' ? out : -out, 0];
    for (const one of [frame, edge.element]) if (one) one.style.translate = out > 0 ? `${x}px ${y}px` : '';
    const css = sizeStyles(size);
    // a change of styles is not for nothing where much is painted (pointed-lines.ts)
    if (style.textContent !== css) style.textContent = css;
  }

  function draw(): void {
    known = null;
    if (!frame) return;
    const now = stance();
    for (const kind of ['beside', 'over', 'bottom'] as const) frame.classList.toggle(kind, kind === now.kind);
    edge.tell(now);
    show(now.size, 0);
    clearTimeout(timer);
    if (hasRoom) timer = setTimeout(renewRoom, giveRoomBack ? REST_MS : 0);
  }

  /** A style sheet, no change of the page's DOM: beside the text it moves aside, under a sheet its end can be scrolled to. */
  function renewRoom(): void {
    giveRoomBack?.();
    giveRoomBack = null;
    if (!frame || !hasRoom) return;
    const { kind, size } = stance();
    if (kind === 'over' || (kind === 'beside' && !layout.makesRoom)) return;
    const side = kind === 'bottom' ? 'bottom' : host.side;
    giveRoomBack = styles.addStyles(`@media screen { html { margin-${side}: ${size}px !important; } }`, document);
  }

  function choose(size: number | null): void {
    if (stance().kind !== 'bottom') return changed({ width: size ?? WIDTHS.usual });
    height = size;
    draw();
  }

  /** Goes out of the window, unless its reader wants nothing to move. */
  function leave(): void {
    const { kind, size } = stance();
    if (kind === 'beside' || view.matchMedia('(prefers-reduced-motion: reduce)').matches) return dismissed();
    for (const one of [frame, edge.element]) one?.classList.add('leaving');
    show(size, size + LEAVE_PX);
    clearTimeout(leaving);
    leaving = setTimeout(dismissed, LEAVE_MS);
  }

  function stay(): void {
    if (!edge.element.classList.contains('leaving')) return;
    clearTimeout(leaving);
    for (const one of [frame, edge.element]) one?.classList.remove('leaving');
    draw();
  }

  view.addEventListener('resize', draw, { signal, passive: true });

  return {
    get layout() {
      return layout;
    },
    get stance() {
      return stance();
    },
    set(next) {
      layout = next;
      draw();
    },
    put(made) {
      frame = made;
      frame.id = FRAME_ID;
      edge.element.classList.remove('leaving');
      draw();
      // one that is there stays where it is: it would be loaded anew
      if (!frame.isConnected) host.root.append(frame);
      frame.before(style, edge.element);
    },
    stay,
    take() {
      clearTimeout(leaving);
      frame?.remove();
      frame = null;
      edge.element.remove();
      style.remove();
      clearTimeout(timer);
      hasRoom = false;
      renewRoom();
    },
    makeRoom() {
      hasRoom = frame !== null;
      if (!giveRoomBack) renewRoom();
    },
  };
}
