/**
 * The margin's inner edge: a separator (https://www.w3.org/WAI/ARIA/apg/patterns/windowsplitter/) that is dragged, or moved by keys, and
 * the handle by which a sheet is swiped out of the window. It stands in the page, since a frame that changes its size under
 * the pointer does not know where that is; the page hears the keys that move it, and no others.
 */
import { type Drag, letGo, type Stance } from './stance.ts';

export type Edge = {
  readonly element: HTMLElement;
  /** Says where it is, and where it may be. */
  tell(stance: Stance): void;
};

export type EdgePorts = {
  stance: () => Stance;
  /** It is being dragged: so large is the margin now, and so far out of the window, in CSS pixels. */
  drag: (size: number, out: number) => void;
  /** It was moved there, by hand or by a key; null = where it usually is. */
  choose: (size: number | null) => void;
  dismiss: () => void;
};

export type EdgeOptions = {
  document: Document;
  /** The side of the window at which the margin stands. */
  side: 'left' | 'right';
  label: string;
  /** Id of what it belongs to, in the same tree. */
  controls: string;
  ports: EdgePorts;
};

/** By one press of a key, and by a large one, in CSS pixels. */
const STEP = 16;
const LEAP = 80;
/** A press that moves less is none. */
const STILL = 4;
/** How fast a finger goes is seen from so long before it lets go, in milliseconds. */
const RECENT_MS = 100;

export function createEdge({ document, side, label, controls, ports }: EdgeOptions): Edge {
  const element = document.createElementNS('http://www.w3.org/1999/xhtml', 'div');
  element.className = 'edge';
  element.tabIndex = 0;
  element.setAttribute('role', 'separator');
  element.setAttribute('aria-label', label);
  element.setAttribute('aria-controls', controls);

  const isBottom = (): boolean => ports.stance().kind === 'bottom';
  /** How far the pointer is towards the inside of the page: what the margin grows by. */
  const inwards = ({ clientX, clientY }: PointerEvent): number =>
    isBottom() ? -clientY : side === 'right' ? -clientX : clientX;

  type Hold = { pointer: number; from: number; stance: Stance; seen: { at: number; time: number }[] };
  let hold: Hold | null = null;

  function dragOf({ from, stance, seen }: Hold): Drag {
    const [now, then] = [seen.at(-1)!, seen[0]!];
    const time = now.time - then.time;
    // a mouse that moves an edge quickly means no more than that
    return { size: stance.size + now.at - from, speed: time > 0 ? (then.at - now.at) / time : 0, gone: from - now.at };
  }

  function follow(event: PointerEvent): void {
    if (!hold || event.pointerId !== hold.pointer) return;
    const time = event.timeStamp;
    hold.seen = [...hold.seen.filter((one) => time - one.time < RECENT_MS), { at: inwards(event), time }];
    const { size } = dragOf(hold);
    const { kind, least, most } = hold.stance;
    ports.drag(Math.min(Math.max(size, least), most), kind === 'beside' ? 0 : Math.max(0, least - size));
  }

  /** As if nobody had touched it. */
  function cancel(): void {
    if (!hold) return;
    const { size } = hold.stance;
    hold = null;
    ports.drag(size, 0);
  }

  function release(event: PointerEvent): void {
    if (!hold || event.pointerId !== hold.pointer) return;
    follow(event);
    const { stance, from } = hold;
    const drag = dragOf(hold);
    hold = null;
    if (Math.abs(inwards(event) - from) < STILL) return tapped(stance);
    const to = letGo(stance, event.pointerType === 'mouse' ? { ...drag, speed: 0 } : drag);
    if (to === 'leaves') ports.dismiss();
    else ports.choose(to);
  }

  /** Who cannot drag has a sheet large or as usual by a press; beside the text the margin itself offers widths (WCAG 2.2, 2.5.7). */
  function tapped({ kind, size, most }: Stance): void {
    if (kind === 'beside') ports.drag(size, 0);
    else ports.choose(size < most ? most : null);
  }

  element.addEventListener('pointerdown', (event) => {
    if (!event.isTrusted || event.button !== 0 || hold) return;
    element.setPointerCapture(event.pointerId);
    const from = inwards(event);
    hold = { pointer: event.pointerId, from, stance: ports.stance(), seen: [{ at: from, time: event.timeStamp }] };
  });
  element.addEventListener('pointermove', follow);
  element.addEventListener('pointerup', release);
  element.addEventListener('pointercancel', cancel);
  element.addEventListener('lostpointercapture', cancel);
  element.addEventListener('dblclick', (event) => {
    if (event.isTrusted) ports.choose(null);
  });
  element.addEventListener('keydown', (event) => {
    if (!event.isTrusted || event.ctrlKey || event.altKey || event.metaKey) return;
    const { size, least, most } = ports.stance();
    const by = event.shiftKey ? LEAP : STEP;
    const [grows, shrinks] = isBottom()
      ? ['ArrowUp', 'ArrowDown']
      : side === 'right'
        ? ['ArrowLeft', 'ArrowRight']
        : ['ArrowRight', 'ArrowLeft'];
    const to: Record<string, number> = {
      [grows]: size + by,
      [shrinks]: size - by,
      PageUp: size + LEAP,
      PageDown: size - LEAP,
      Home: least,
      End: most,
    };
    const wanted = to[event.key];
    if (event.key === 'Escape') {
      if (hold) cancel();
      else ports.dismiss();
    } else if (wanted === undefined) return;
    else ports.choose(Math.min(Math.max(wanted, least), most));
    event.preventDefault();
    event.stopPropagation();
  });

  return {
    element,
    tell({ kind, size, least, most }) {
      element.classList.toggle('bottom', kind === 'bottom');
      element.setAttribute('aria-orientation', kind === 'bottom' ? 'horizontal' : 'vertical');
      element.setAttribute('aria-valuemin', String(least));
      element.setAttribute('aria-valuemax', String(most));
      element.setAttribute('aria-valuenow', String(size));
    },
  };
}
