/** A hand that the browser believes: mouse and finger over the debugging protocol, in the coordinates of the test's own window. */
import { cdp } from 'vitest/browser';

type Point = { x: number; y: number };
const session = () => cdp() as unknown as { send(method: string, params: object): Promise<unknown> };

/** The runner shows the test in a frame. */
function inTab({ x, y }: Point): Point {
  const frame = window.frameElement?.getBoundingClientRect();
  const scale = frame ? frame.width / window.innerWidth : 1;
  return { x: (frame?.left ?? 0) + x * scale, y: (frame?.top ?? 0) + y * scale };
}

export async function mouse(
  type: 'mousePressed' | 'mouseMoved' | 'mouseReleased',
  at: Point,
  clicks = 1,
): Promise<void> {
  const button = type === 'mouseMoved' ? { buttons: 1 } : { button: 'left', clickCount: clicks };
  await session().send('Input.dispatchMouseEvent', { type, ...inTab(at), button: 'left', ...button });
}

/** @param step milliseconds between two of eight moves: a finger that is slow or fast */
export async function swipe(from: Point, to: Point, step: number): Promise<void> {
  const touch = (type: string, points: Point[]) =>
    session().send('Input.dispatchTouchEvent', { type, touchPoints: points.map(inTab) });
  await touch('touchStart', [from]);
  for (let move = 1; move <= 8; move++) {
    await new Promise((done) => setTimeout(done, step));
    const part = (a: number, b: number): number => a + ((b - a) * move) / 8;
    await touch('touchMove', [{ x: part(from.x, to.x), y: part(from.y, to.y) }]);
  }
  await touch('touchEnd', []);
}
