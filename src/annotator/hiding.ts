/**
 * Everybody's marks can be put out of sight, for a reading of one's own. Made as a painter on top of another: the marks
 * stay where they are, in a style that paints nothing, so that the one that is spoken of can still be shown.
 */
import type { Mark } from '../anchoring/mark.ts';
import type { Painter } from '../anchoring/painter.ts';

const UNPAINTED = 'hidden';

export type HidingPainter = Painter & {
  readonly isHiding: boolean;
  hide(on: boolean): void;
};

export function withHiding(painter: Painter): HidingPainter {
  let isHiding = false;
  let wanted: readonly Mark[] = [];

  const own: Pick<HidingPainter, 'paint' | 'at' | 'hide'> = {
    paint(marks) {
      wanted = marks;
      painter.paint(isHiding ? marks.map(({ id, range }) => ({ id, range, style: UNPAINTED, by: undefined })) : marks);
    },
    // what nobody sees cannot be pointed at or pressed
    at: (x, y, within) => (isHiding ? [] : painter.at(x, y, within)),
    hide(on) {
      isHiding = on;
      own.paint(wanted);
    },
  };
  // whatever else the painter below does and tells stays its own
  const made = Object.assign(Object.create(painter) as HidingPainter, own);
  return Object.defineProperty(made, 'isHiding', { get: () => isHiding });
}
