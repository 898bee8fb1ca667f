/** A page with a passage that is pointed at, and the glance at it in the hands of a test. */
import { expect } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { FromGlance, ToGlance } from '../../src/protocol/glance-port.ts';
import { quote, setUp, type Bench } from './fixture.ts';

export const PAGE =
  '<p id="one" style="margin:40px 0">The sea keeps its appointments with the moon.</p><p id="two">Nothing is said here.</p>';
export const NOTES = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(22));

export type Pointing = {
  bench: Bench;
  /** What the glance was asked for. */
  asked: ToGlance[];
  /** The glance says something. */
  say: (message: FromGlance) => void;
  /** The notes that it is to show. */
  shown: string[];
  frame: () => HTMLIFrameElement | null;
  isShown: () => boolean;
};

export const point = (id = 'one') => userEvent.hover(document.getElementById(id)!, { position: { x: 40, y: 8 } });

/** @param notes on the passage; the glance has connected when this answers */
export async function pointAtPassage(notes = 1): Promise<Pointing> {
  const bench = setUp(PAGE, { withMargin: false });
  const frame = () => bench.host.root.querySelector<HTMLIFrameElement>('iframe.glance');
  const passages = NOTES.slice(0, notes).map((id, by) => ({
    id,
    mine: false,
    by,
    selectors: quote('The sea keeps its'),
  }));
  await bench.show(passages);
  await point();
  await expect.poll(frame).not.toBeNull();
  const asked: ToGlance[] = [];
  const say: Pointing['say'] = bench.annotator.connectGlance({
    send: (message) => void asked.push(message),
    closed: new AbortController().signal,
  });
  say({ type: 'ready' });
  const isShown = () => frame() !== null && getComputedStyle(frame()!).visibility === 'visible';
  return { bench, asked, say, shown: asked[0]!.notes, frame, isShown };
}
