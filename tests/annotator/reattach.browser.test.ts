/** Another passage for a note: what the page offers while it waits, by hand and by keyboard, and how it ends. */
import { userEvent } from 'vitest/browser';
import { afterEach, describe, expect, test } from 'vitest';
import type { ToMargin } from '../../src/protocol/margin-port.ts';
import { paintedTexts, quote, select, setUp, type Bench } from './fixture.ts';

const [LOST, UNSURE] = ['l', 'u'].map((letter) => letter.repeat(22)) as [string, string];
const PAGE =
  '<p>The sea keeps its appointments with the moon.</p><ul><li>It is the same tide that came to these shores.</li><li>It is the same tide that came to these shores.</li></ul>';
const lost = { id: LOST, mine: true, selectors: quote('words that stand nowhere in this page at all') };
/** Long enough to be no chance, and twice in the page, neither time where it was. */
const TIDE = 'It is the same tide that came to these shores.';
const unsure = {
  id: UNSURE,
  mine: true,
  selectors: [
    { ...quote(TIDE)[0]!, prefix: 'nothing like this stands before ', suffix: ' nor is anything so after it' },
  ],
};

let bench: Bench;
afterEach(() => bench.end());

const bar = () => bench.host.root.querySelector<HTMLElement>('.adder');
const offered = () =>
  [...bench.host.root.querySelectorAll<HTMLButtonElement>('.adder > [data-act]')].filter(({ hidden }) => !hidden);
const line = () => bench.host.root.querySelector('.notice');
const told = <T extends ToMargin['type']>(type: T) => bench.toMargin.filter((one) => one.type === type);
const stateOf = (id: string) => {
  bench.fromMargin({ type: 'ready', inFrame: false });
  const anchors = bench.toMargin.findLast((one) => one.type === 'anchors');
  return anchors?.anchors.find((one) => one.id === id)?.state;
};

describe('while a page waits for a passage', () => {
  test('a line says so, and the adder attaches the note instead of making a new one', async () => {
    bench = setUp(PAGE);
    await bench.show([lost]);
    bench.fromMargin({ type: 'reattach', note: LOST });
    expect(line()?.textContent).toBe('Select the wordsCancel');
    expect(told('reattaching')).toEqual([{ type: 'reattaching', note: LOST }]);
    select('appointments');
    await expect.poll(() => bar()?.hidden).toBe(false);
    expect(offered().map((one) => one.textContent)).toEqual(['Attach here']);
    offered()[0]!.focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => told('reattached')).toEqual([{ type: 'reattached', note: LOST, done: true }]);
    expect(bench.reattached).toMatchObject([{ note: LOST, selectors: [{ exact: 'appointments' }, {}, {}] }]);
    expect(bench.saved).toEqual([]);
    expect([line(), String(document.getSelection()), bar()?.hidden]).toEqual([null, '', true]);
    // The next selection is for a new note again.
    select('moon');
    await expect.poll(() => offered().map((one) => one.textContent)).toEqual(['Highlight', 'Comment', 'Your group']);
    expect(told('reattaching').at(-1)).toEqual({ type: 'reattaching', note: null });
  });

  test('the key for highlighting attaches; the one for comments still comments', async () => {
    bench = setUp(PAGE);
    await bench.show([lost]);
    bench.fromMargin({ type: 'reattach', note: LOST });
    select('moon');
    expect(await bench.annotator.markSelection('comment')).toBe(true);
    expect([told('compose').length, bench.reattached.length]).toEqual([1, 0]);
    select('appointments');
    expect(await bench.annotator.markSelection('highlight')).toBe(true);
    expect([bench.saved.length, bench.reattached.length]).toEqual([0, 1]);
    expect(await bench.annotator.markSelection('highlight')).toBe(false);
  });

  test.each<[string, () => unknown]>([
    ['Escape in the page', () => userEvent.keyboard('{Escape}')],
    ['Cancel in the page', () => (line()!.querySelector('button')!.focus(), userEvent.keyboard('{Enter}'))],
    ['the margin', () => bench.fromMargin({ type: 'reattach', note: null })],
    ['another page', () => bench.annotator.navigated()],
  ])('%s ends it', async (_name, end) => {
    bench = setUp(PAGE);
    await bench.show([lost]);
    bench.fromMargin({ type: 'reattach', note: LOST });
    await end();
    await expect.poll(() => line()).toBeNull();
    expect(told('reattaching').at(-1)).toEqual({ type: 'reattaching', note: null });
    select('appointments');
    await bench.annotator.markSelection('highlight');
    expect([bench.saved.length, bench.reattached.length]).toEqual([1, 0]);
  });

  test('a margin that comes later is told; asked for another note, the page waits for that one', async () => {
    bench = setUp(PAGE);
    await bench.show([lost, unsure]);
    bench.fromMargin({ type: 'reattach', note: LOST });
    bench.fromMargin({ type: 'reattach', note: UNSURE });
    expect(bench.host.root.querySelectorAll('.notice')).toHaveLength(1);
    bench.fromMargin({ type: 'ready', inFrame: false });
    expect(told('reattaching').at(-1)).toEqual({ type: 'reattaching', note: UNSURE });
    select('appointments');
    await bench.annotator.markSelection('highlight');
    expect(bench.reattached).toMatchObject([{ note: UNSURE }]);
  });

  test('what could not be saved is told', async () => {
    bench = setUp(PAGE);
    await bench.show([lost]);
    bench.refuseReattaching();
    bench.fromMargin({ type: 'reattach', note: LOST });
    select('appointments');
    await bench.annotator.markSelection('highlight');
    expect(told('reattached')).toEqual([{ type: 'reattached', note: LOST, done: false }]);
  });
});

describe('a place that was found and is confirmed', () => {
  test('is remembered as it is now, and certain from then on', async () => {
    bench = setUp(PAGE);
    await bench.show([unsure]);
    expect(stateOf(UNSURE)).toBe('unsure');
    expect(paintedTexts('unsure')).toEqual([TIDE]);
    bench.fromMargin({ type: 'confirm', note: UNSURE });
    await expect.poll(() => told('reattached')).toEqual([{ type: 'reattached', note: UNSURE, done: true }]);
    const [saved] = bench.reattached;
    expect(saved?.selectors.map(({ type }) => type)).toContain('TextPositionSelector');
    await bench.show([{ ...unsure, selectors: saved?.selectors ?? [] }]);
    expect(stateOf(UNSURE)).toBe('exact');
    expect(paintedTexts('unsure')).toEqual([]);
    expect(paintedTexts('mine')).toEqual([TIDE]);
  });

  test('cannot be, when nothing was found', async () => {
    bench = setUp(PAGE);
    await bench.show([lost]);
    bench.fromMargin({ type: 'confirm', note: LOST });
    await expect.poll(() => told('reattached')).toEqual([{ type: 'reattached', note: LOST, done: false }]);
    expect(bench.reattached).toEqual([]);
  });
});

describe('how passages were found', () => {
  test('is told once the page rests, again when it has changed, and not at all where there are none', async () => {
    bench = setUp(PAGE);
    await bench.show([]);
    await bench.show([lost, unsure]);
    await bench.show([lost, unsure]);
    const first = [
      { id: UNSURE, state: 'unsure' },
      { id: LOST, state: 'lost' },
    ];
    await expect.poll(() => bench.found, { timeout: 6000 }).toEqual([first]);
    document.querySelector('p')!.textContent = 'There are now words that stand nowhere in this page at all.';
    await expect.poll(() => bench.found.length, { timeout: 6000 }).toBe(2);
    // Notes changed: what the background knew of them may have been of other passages.
    await bench.show([lost, unsure]);
    await expect.poll(() => bench.found.length, { timeout: 6000 }).toBe(3);
    const now = Object.fromEntries((bench.found[1] ?? []).map(({ id, state }) => [id, state]));
    expect(now).toEqual({ [UNSURE]: 'unsure', [LOST]: expect.stringMatching(/exact|moved/) });
  });
});
