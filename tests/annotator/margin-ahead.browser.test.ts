/** The margin's frame is loaded where a passage is looked at, out of sight, and is the one that opens then. */
import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { ToPage } from '../../src/protocol/margin-port.ts';
import { rest, setUp, type Bench } from './fixture.ts';
import { point, pointAtPassage, type Pointing } from './pointing.ts';

let bench: Bench;
afterEach(() => bench.end());

const frames = () => [...bench.host.root.querySelectorAll<HTMLIFrameElement>('iframe.margin')];
/** Until what waits for the browser to be idle has had its turn. */
const isIdle = () => new Promise((resolve) => setTimeout(() => requestIdleCallback(resolve, { timeout: 1500 }), 50));

async function show({ say, shown, isShown }: Pointing): Promise<void> {
  say({ type: 'drawn', notes: shown, height: 80 });
  await expect.poll(isShown).toBe(true);
  await isIdle();
}

/** A page on which a passage is looked at. */
async function looked(): Promise<Pointing> {
  const pointing = await pointAtPassage();
  ({ bench } = pointing);
  await show(pointing);
  return pointing;
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
  tell({ type: 'ready', inFrame: true });
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

test('a passage that the pointer only crosses has nothing loaded', async () => {
  const { bench: crossed, say, shown } = await pointAtPassage();
  bench = crossed;
  await point('two');
  say({ type: 'drawn', notes: shown, height: 80 });
  await rest(300);
  await isIdle();
  expect(frames()).toHaveLength(0);
});

test('once it was closed it is loaded again at the next look', async () => {
  const pointing = await looked();
  await show(pointing);
  expect(frames()).toHaveLength(1);
  bench.annotator.showMargin(null);
  const link = new AbortController();
  const tell = bench.annotator.connectMargin({ send: () => undefined, closed: link.signal });
  tell({ type: 'close' });
  // as the port of a frame that is gone
  link.abort();
  expect(frames()).toHaveLength(0);
  await point('two');
  await point();
  await rest(100);
  await show(pointing);
  expect(frames()).toHaveLength(1);
});

test('opened before the browser was idle, it is loaded once', async () => {
  const { bench: pressed, say, shown, frame } = await pointAtPassage();
  bench = pressed;
  const seen = new Promise((resolve) =>
    new MutationObserver(resolve).observe(frame()!, { attributeFilter: ['class'] }),
  );
  say({ type: 'drawn', notes: shown, height: 80 });
  await seen;
  bench.annotator.showMargin(null);
  await isIdle();
  expect(frames()).toHaveLength(1);
});

test('it goes with all the rest', async () => {
  await looked();
  bench.end();
  await isIdle();
  expect(frames()).toHaveLength(0);
});

/** A margin that was opened, and has not drawn anything yet. */
async function opening(): Promise<(message: ToPage) => void> {
  bench = setUp('<p>The sea keeps its appointments.</p><input><iframe srcdoc="<input autofocus>"></iframe>', {
    withMargin: false,
  });
  bench.annotator.showMargin(null);
  const tell = bench.connect();
  tell({ type: 'ready', inFrame: true });
  return tell;
}
const isInMargin = () => bench.host.root.activeElement?.className.includes('margin') === true;

test('where nothing happens meanwhile, the keys go to it', async () => {
  const tell = await opening();
  tell({ type: 'drawn' });
  expect(isInMargin()).toBe(true);
});

test.each([
  ['presses something in the page', () => userEvent.click(document.querySelector('p')!)],
  ['writes in the page', () => userEvent.type(document.querySelector('input')!, 'w')],
  ['goes on by keys', () => userEvent.keyboard('{Tab}')],
  ['is in a frame of the page', async () => document.querySelector('iframe')!.focus()],
])('a reader who %s before it is drawn stays there', async (_, does) => {
  const tell = await opening();
  await does();
  const at = document.activeElement;
  tell({ type: 'drawn' });
  // and when it is given up that anything is drawn
  await rest(1100);
  expect(isInMargin()).toBe(false);
  expect(document.activeElement).toBe(at);
});

test('closed and opened again before the port of the first has ended, it opens, and what the first still says is not heard', async () => {
  bench = setUp('<p>The sea keeps its appointments.</p>', { withMargin: false });
  bench.annotator.showMargin(null);
  const first = bench.connect();
  first({ type: 'ready', inFrame: true });
  first({ type: 'close' });
  expect(frames()).toHaveLength(0);
  bench.annotator.showMargin(null);
  expect(frames()).toHaveLength(1);
  bench.toMargin.length = 0;
  first({ type: 'drawn' });
  first({ type: 'close' });
  expect([frames().length, isInMargin()]).toEqual([1, false]);
  const second = bench.connect();
  second({ type: 'ready', inFrame: true });
  expect(bench.toMargin).toContainEqual({ type: 'show', note: null });
  second({ type: 'drawn' });
  expect(isInMargin()).toBe(true);
});

/** A margin connects that hears; `end` ends its port. */
function connecting(inFrame: boolean): { heard: string[]; tell: (message: ToPage) => void; end: () => void } {
  const heard: string[] = [];
  const port = new AbortController();
  const tell = bench.annotator.connectMargin({ send: ({ type }) => void heard.push(type), closed: port.signal });
  tell({ type: 'ready', inFrame });
  return { heard, tell, end: () => port.abort() };
}

test.each(['first', 'second'])(
  'a margin outside that connects %s stays when the one in the page is closed',
  async (when) => {
    bench = setUp('<p>The sea keeps its appointments.</p>', { withMargin: false });
    bench.annotator.showMargin(null);
    const before = when === 'first' && connecting(false);
    const frame = connecting(true);
    const outside = before || connecting(false);
    frame.tell({ type: 'close' });
    expect(frames()).toHaveLength(0);
    outside.heard.length = 0;
    bench.annotator.showMargin(null);
    expect(outside.heard).toEqual(['show']);
  },
);

test('closed before it said that it is there, it is not taken for one that is open', async () => {
  bench = setUp('<p>The sea keeps its appointments.</p>', { withMargin: false });
  bench.annotator.showMargin(null);
  const late = bench.connect();
  const frame = connecting(true);
  frame.tell({ type: 'close' });
  frame.end();
  expect(frames()).toHaveLength(0);
  late({ type: 'ready', inFrame: true });
  bench.annotator.showMargin(null);
  expect(frames()).toHaveLength(1);
});

test('whose port was begun anew before the old one ended is the one in the page still', async () => {
  bench = setUp('<p>The sea keeps its appointments.</p>', { withMargin: false });
  bench.annotator.showMargin(null);
  const old = connecting(true);
  const anew = connecting(true);
  old.end();
  anew.tell({ type: 'close' });
  anew.heard.length = 0;
  bench.annotator.showMargin(null);
  expect(frames()).toHaveLength(1);
  expect(anew.heard).toEqual([]);
});
