/** A passage chosen by typed words, its ends moved, and marked; and everybody's marks put out of sight. */
import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import type { PickStep, ToMargin } from '../../src/protocol/margin-port.ts';
import { paintedTexts, quote, select, setUp, type Bench } from './fixture.ts';

const PAGE = `<p>The sea keeps its own clock. Who waits for it is never late.</p>
  <p>The moon keeps appointments with the sea.</p>`;
const ID = ['a', 'b'].map((letter) => letter.repeat(22));
let bench: Bench;
afterEach(() => bench.end());

const pick = (step: PickStep): void => bench.fromMargin({ type: 'pick', step });
const words = (text: string): void => pick({ by: 'words', words: text });
const told = () =>
  bench.toMargin.findLast((one): one is ToMargin & { type: 'picked' } => one.type === 'picked')?.picked;
const selected = (): string => String(document.getSelection());

describe('a passage by its words', () => {
  test('is selected in the page, place after place, and told', () => {
    bench = setUp(PAGE);
    words('the sea');
    expect([told(), selected()]).toEqual([{ count: 2, at: 0, quote: 'The sea' }, 'The sea']);
    pick({ by: 'place', way: 1 });
    expect([told(), selected()]).toEqual([{ count: 2, at: 1, quote: 'the sea' }, 'the sea']);
    pick({ by: 'place', way: 1 });
    expect(told()?.at).toBe(0);
    words('the sea k');
    expect(told()).toEqual({ count: 1, at: 0, quote: 'The sea k' });
    words('the sun');
    expect(told()).toEqual({ count: 0, at: -1, quote: '' });
  });

  test('its ends are moved, and it is marked in its colour', async () => {
    bench = setUp(PAGE);
    words('keeps its');
    pick({ by: 'end', edge: 'end', unit: 'word', way: 1 });
    pick({ by: 'end', edge: 'start', unit: 'word', way: -1 });
    expect(selected()).toBe('sea keeps its own');
    bench.fromMargin({ type: 'mark', what: 'highlight', color: 'green', audience: 'me' });
    await expect.poll(() => bench.saved).toHaveLength(1);
    expect(bench.audiences).toEqual(['me']);
    expect([bench.saved[0], bench.colors]).toMatchObject([[{ exact: 'sea keeps its own' }, {}, {}], ['green']]);
  });

  test('a comment on it opens the composer', async () => {
    bench = setUp(PAGE);
    words('appointments');
    bench.fromMargin({ type: 'mark', what: 'comment' });
    await expect
      .poll(() => bench.toMargin.at(-1))
      .toMatchObject({ type: 'compose', selectors: [{ exact: 'appointments' }, {}, {}] });
  });

  test('survives what the page changes elsewhere; where it is gone nothing is marked', async () => {
    bench = setUp(PAGE);
    words('appointments');
    document.body.firstElementChild!.before('Something before it. ');
    pick({ by: 'end', edge: 'end', unit: 'word', way: 1 });
    expect(selected()).toBe('appointments with');
    document.body.querySelector('p:last-of-type')!.remove();
    bench.fromMargin({ type: 'mark', what: 'highlight' });
    await expect.poll(() => bench.toMargin.at(-1)).toEqual({ type: 'pick' });
    expect(bench.saved).toEqual([]);
  });

  test('a marked passage is what its own note begins with, and gets the new ends', async () => {
    bench = setUp(PAGE);
    await bench.show([{ id: ID[0]!, mine: true, selectors: quote('keeps its own') }]);
    bench.fromMargin({ type: 'reattach', note: ID[0]! });
    expect(told()?.quote).toBe('keeps its own');
    pick({ by: 'end', edge: 'end', unit: 'sentence', way: 1 });
    bench.fromMargin({ type: 'mark', what: 'highlight' });
    await expect
      .poll(() => bench.reattached)
      .toMatchObject([{ note: ID[0], selectors: [{ exact: 'keeps its own clock.' }, {}, {}] }]);
    expect(bench.saved).toEqual([]);
  });

  test('a key without a selection asks the margin for it', async () => {
    bench = setUp(PAGE);
    document.getSelection()?.removeAllRanges();
    expect(await bench.annotator.markSelection('highlight')).toBe(false);
    expect(bench.toMargin.at(-1)).toEqual({ type: 'pick' });
  });
});

describe('marks out of sight', () => {
  const passages = [
    { id: ID[0]!, mine: true, selectors: quote('keeps its own') },
    { id: ID[1]!, mine: false, by: 1, selectors: quote('appointments with') },
  ];
  const notice = (): HTMLElement | null => bench.host.root.querySelector('.notice');

  test('by one key, also those that come; what is spoken of still shows; and back', async () => {
    bench = setUp(PAGE);
    await bench.show(passages.slice(0, 1));
    bench.annotator.toggleMarks();
    await bench.show(passages);
    expect([paintedTexts('mine'), paintedTexts('peer')]).toEqual([[], []]);
    expect(bench.toMargin.findLast(({ type }) => type === 'marks')).toEqual({ type: 'marks', hidden: true });
    bench.fromMargin({ type: 'focus', notes: [ID[1]!] });
    expect(paintedTexts('focus')).toEqual(['appointments with']);
    notice()!.querySelector('button')!.focus();
    await userEvent.keyboard('{Enter}');
    expect([paintedTexts('mine'), paintedTexts('peer'), notice()]).toEqual([
      ['keeps its own'],
      ['appointments with'],
      null,
    ]);
    bench.annotator.toggleMarks();
    bench.annotator.toggleMarks();
    expect(paintedTexts('mine')).toEqual(['keeps its own']);
  });

  test('the margin asks for it, and a margin that comes later is told', async () => {
    bench = setUp(PAGE);
    await bench.show(passages);
    bench.fromMargin({ type: 'hideMarks', on: true });
    expect(paintedTexts('peer')).toEqual([]);
    bench.fromMargin({ type: 'ready', inFrame: false });
    expect(bench.toMargin.findLast(({ type }) => type === 'marks')).toEqual({ type: 'marks', hidden: true });
  });
});

describe('who will see it', () => {
  const eyes = (): HTMLButtonElement => bench.host.root.querySelector('[data-act="audience"]')!;
  const press = async (button: HTMLElement): Promise<void> => {
    button.focus();
    await userEvent.keyboard('{Enter}');
  };

  test('stands in the adder, and is changed for this passage only', async () => {
    bench = setUp(PAGE);
    select('appointments');
    await expect.poll(() => eyes().textContent).toBe('Your group');
    await press(eyes());
    expect([eyes().textContent, eyes().getAttribute('aria-pressed')]).toEqual(['Only you', 'true']);
    await press(bench.host.root.querySelector<HTMLElement>('[data-act="highlight"]')!);
    await expect.poll(() => bench.audiences).toEqual(['me']);
    select('moon');
    await expect.poll(() => eyes().textContent).toBe('Your group');
    await press(bench.host.root.querySelector<HTMLElement>('[data-act="highlight"]')!);
    await expect.poll(() => bench.audiences).toEqual(['me', undefined]);
  });

  test('is what the keys go by as well', async () => {
    bench = setUp(PAGE);
    select('appointments');
    await expect.poll(() => eyes().hidden).toBe(false);
    await press(eyes());
    await bench.annotator.markSelection('highlight');
    expect(bench.audiences).toEqual(['me']);
  });

  test('goes along with a comment', async () => {
    bench = setUp(PAGE);
    select('appointments');
    await expect.poll(() => eyes().hidden).toBe(false);
    await press(eyes());
    await press(bench.host.root.querySelector<HTMLElement>('[data-act="comment"]')!);
    await expect.poll(() => bench.toMargin.at(-1)).toMatchObject({ type: 'compose', audience: 'me' });
  });

  test('who writes for themselves alone sees that and has nothing to change', async () => {
    bench = setUp(PAGE);
    bench.writeForMe();
    select('appointments');
    await expect.poll(() => [eyes().textContent, eyes().disabled]).toEqual(['Only you', true]);
  });
});
