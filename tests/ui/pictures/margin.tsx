/** The sheets of what stands in the margin alone: how it is laid out, and the edge that moves it. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { createEdge } from '../../../src/annotator/edge.ts';
import { HOST_STYLES, sizeStyles } from '../../../src/annotator/host-styles.ts';
import type { Stance } from '../../../src/annotator/stance.ts';
import { LayoutBar } from '../../../src/margin/layout-bar.tsx';
import '../../../src/margin/margin.css';
import { USUAL_LAYOUT } from '../../../src/protocol/margin-layout.ts';
import { nothing } from './sample.ts';
import type { State } from './sheet.tsx';

const bar = { layout: USUAL_LAYOUT, hasPlaces: true, choose: nothing, onClose: nothing };

/** A window in small, in which the margin's frame is an empty box. */
function Edge({ kind, state }: { kind: Stance['kind']; state?: string }) {
  const window = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const root = window.current?.attachShadow({ mode: 'open' });
    if (!root) return;
    const stance = { kind, size: 90, least: 60, most: 120 };
    const ports = { stance: () => stance, drag: nothing, choose: nothing, dismiss: nothing };
    const edge = createEdge({ document, side: 'right', label: 'Size of the notes', controls: 'margin', ports });
    edge.tell(stance);
    if (state) edge.element.classList.add(state);
    const style = document.createElement('style');
    // states as classes, and the direction of the sheet
    style.textContent = (HOST_STYLES + sizeStyles(90))
      .replace('direction: ltr !important', 'direction: inherit !important')
      .replaceAll(':hover', '.is-hover')
      .replaceAll(':focus-visible', '.is-focus');
    const frame = document.createElement('div');
    frame.className = `margin ${kind}`;
    frame.id = 'margin';
    root.append(style, edge.element, frame);
  }, []);
  return (
    <div style={{ transform: 'translate(0)', overflow: 'clip', blockSize: '130px', border: '1px solid' }}>
      <div ref={window} />
    </div>
  );
}

export const MARGIN: Record<string, readonly State[]> = {
  'margin-layout': [
    { name: 'as ever', view: <LayoutBar {...bar} /> },
    {
      name: 'a list over the page, as wide as it was dragged',
      view: <LayoutBar {...bar} layout={{ cards: 'list', makesRoom: false, width: 411 }} />,
    },
    { name: 'no passage here', view: <LayoutBar {...bar} hasPlaces={false} /> },
    { name: 'focus', view: <LayoutBar {...bar} />, shown: 'focus' },
  ],
  'margin-edge': [
    { name: 'beside the text', view: <Edge kind="beside" /> },
    { name: 'hover', view: <Edge kind="beside" state="is-hover" /> },
    { name: 'focus', view: <Edge kind="beside" state="is-focus" /> },
    { name: 'sheet at the bottom', view: <Edge kind="bottom" /> },
    { name: 'sheet at the bottom, focus', view: <Edge kind="bottom" state="is-focus" /> },
  ],
};
