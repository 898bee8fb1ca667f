/** The margin's frame is loaded where a passage is looked at, out of sight, and is the one that opens then. */
import { afterEach, expect, test } from 'vitest';
import { rest, setUp, type Bench } from './fixture.ts';

let bench: Bench;
afterEach(() => bench.end());

const PAGE = '<p id="one">The sea keeps its appointments with the moon.</p>';
const frames = () => [...bench.host.root.querySelectorAll<HTMLIFrameElement>('iframe.margin')];
/** Until what waits for it has had its turn. */
const isIdle = () => new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve, { timeout: 1500 }), 50));

/** A page on which a passage is looked at. */
async function looked(options: Parameters<typeof setUp>[1] = {}): Promise<void> {
  bench = setUp(PAGE, { withMargin: false, ...options });
  const closed = new AbortController().signal;
  const say = bench.annotator.connectGlance({ send: () => undefined, closed });
  for (let time = 0; time < 3; time++) say({ type: 'ready' });
  await isIdle();
}

test('it is one, stands out of sight and is not yet the margin', async () => {
  await looked();
  expect(frames()).toHaveLength(1);
  expect(frames()[0]!.checkVisibility()).toBe(false);
  expect(bench.host.root.querySelector('.edge')).toBeNull();
});

test('it is shown, not loaded anew, and has the keys once its first cards are seen', async () => {
  await looked();
  const [prepared] = frames();
  let loads = 0;
  prepared!.addEventListener('load', () => loads++);
  await rest(200);
  const before = loads;
  bench.annotator.showMargin(null);
  expect(frames()).toEqual([prepared]);
  expect(prepared!.checkVisibility()).toBe(true);
  expect(bench.host.root.querySelector('.edge + iframe.margin')).toBe(prepared);
  const tell = bench.connect();
  tell({ type: 'ready' });
  expect(bench.host.root.activeElement).toBeNull();
  tell({ type: 'drawn' });
  expect(bench.host.root.activeElement).toBe(prepared);
  bench.host.root.querySelector<HTMLElement>('.edge')!.focus();
  // it is seen anew, and the reader may be elsewhere by now
  tell({ type: 'drawn' });
  expect(bench.host.root.activeElement).not.toBe(prepared);
  await rest(200);
  expect(loads).toBe(before);
});

test('where the margin is open nothing is loaded, and after it is closed one more time', async () => {
  bench = setUp(PAGE, { withMargin: false });
  const say = bench.annotator.connectGlance({ send: () => undefined, closed: new AbortController().signal });
  bench.annotator.showMargin(null);
  say({ type: 'ready' });
  await isIdle();
  expect(frames()).toHaveLength(1);
  const link = new AbortController();
  bench.annotator.connectMargin({ send: () => undefined, closed: link.signal })({ type: 'close' });
  // as the port of a frame that is gone
  link.abort();
  expect(frames()).toHaveLength(0);
  say({ type: 'ready' });
  await isIdle();
  expect(frames()).toHaveLength(1);
});

test('it goes with all the rest', async () => {
  await looked();
  bench.end();
  await isIdle();
  expect(frames()).toHaveLength(0);
});
