import { userEvent } from 'vitest/browser';
import { afterEach, describe, expect, test } from 'vitest';
import { paintedTexts, quote, rest, select, setUp, type Bench } from './fixture.ts';

const ID = ['a', 'b', 'c'].map((letter) => letter.repeat(22));
const PAGE =
  '<p id="one">The sea keeps its appointments with the moon.</p><p>It is never late, and never quite on time.</p><a href="#x">a link in the sea</a>';

let bench: Bench;
afterEach(() => bench.end());

const bar = (): HTMLElement | null => bench.host.root.querySelector('.adder');
const buttons = (): HTMLButtonElement[] => [...bench.host.root.querySelectorAll<HTMLButtonElement>('.adder button')];

describe('the adder', () => {
  test('comes with a selection, goes with it, and leaves the page as it was', async () => {
    bench = setUp(PAGE);
    const before = document.body.innerHTML;
    expect(document.querySelector('commonplace-host')).toBeNull();
    select('appointments');
    await expect.poll(() => buttons().at(-1)?.textContent).toBe('Your group');
    expect(buttons().map((one) => one.ariaLabel ?? one.textContent)).toEqual([
      'Highlight',
      'Comment',
      'In yellow',
      'In green',
      'In blue',
      'In pink',
      'In purple',
      'Your group',
    ]);
    document.getSelection()?.removeAllRanges();
    await expect.poll(() => bar()?.hidden).toBe(true);
    expect(document.body.innerHTML).toBe(before);
  });

  test('stays inside the window', async () => {
    bench = setUp(`<p style="position:fixed;right:0;bottom:0;margin:0">corner</p>`);
    select('corner');
    await expect.poll(() => bar()?.hidden).toBe(false);
    const box = bar()!.getBoundingClientRect();
    expect(box.right).toBeLessThanOrEqual(innerWidth);
    expect(box.bottom).toBeLessThanOrEqual(innerHeight);
    expect(box.left).toBeGreaterThanOrEqual(0);
  });

  test('does not come for fields, nor for nothing but white space', async () => {
    bench = setUp('<div contenteditable>words being written</div><p>plain <span>&#160; </span> words</p>');
    select('being');
    await rest(400);
    expect(bar()).toBeNull();
    document.getSelection()?.selectAllChildren(document.querySelector('span')!);
    await rest(400);
    expect(bar()).toBeNull();
    select('plain');
    await expect.poll(() => bar()?.hidden).toBe(false);
  });

  test('a hand highlights; a page that forges the press does not', async () => {
    bench = setUp(PAGE);
    select('appointments');
    await expect.poll(() => bar()?.hidden).toBe(false);
    buttons()[0]!.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    await rest(50);
    expect(bench.saved).toEqual([]);
    buttons()[0]!.focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => bench.saved.length).toBe(1);
    expect(bench.saved[0]).toContainEqual(
      expect.objectContaining({ type: 'TextQuoteSelector', exact: 'appointments' }),
    );
    expect(bar()?.hidden).toBe(true);
  });

  test('a colour highlights in it', async () => {
    bench = setUp(PAGE);
    select('appointments');
    await expect.poll(() => bar()?.hidden).toBe(false);
    buttons()[3]!.focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => bench.colors).toEqual(['green']);
  });

  test('Comment hands the passage to the margin and saves nothing', async () => {
    bench = setUp(PAGE);
    select('never late');
    expect(await bench.annotator.markSelection('comment')).toBe(true);
    expect(bench.toMargin.at(-1)).toMatchObject({ type: 'compose', selectors: [{ exact: 'never late' }, {}, {}] });
    expect(bench.saved).toEqual([]);
  });

  test('pressed twice before it is saved, it is one highlight; another selection stays selected', async () => {
    bench = setUp(PAGE);
    select('appointments');
    const twice = [bench.annotator.markSelection('highlight'), bench.annotator.markSelection('highlight')];
    select('never late');
    await Promise.all(twice);
    expect(bench.saved).toHaveLength(1);
    expect(String(document.getSelection())).toBe('never late');
    await bench.annotator.markSelection('highlight');
    expect(bench.saved).toHaveLength(2);
    expect(String(document.getSelection())).toBe('');
  });

  test('with nothing selected the keyboard command says so', async () => {
    bench = setUp(PAGE);
    document.getSelection()?.removeAllRanges();
    expect(await bench.annotator.markSelection('highlight')).toBe(false);
  });
});

const passages = [
  { id: ID[0]!, mine: true, selectors: quote('never quite on time') },
  { id: ID[1]!, mine: false, selectors: quote('appointments with the moon') },
  { id: ID[2]!, mine: false, selectors: quote('words that stand nowhere in this page at all') },
];

describe('painted passages', () => {
  test('mine and others look different, lost ones are told and not drawn', async () => {
    bench = setUp(PAGE);
    await bench.show(passages);
    expect(paintedTexts('mine')).toEqual(['never quite on time']);
    expect(paintedTexts('peer')).toEqual(['appointments with the moon']);
    bench.fromMargin({ type: 'ready', inFrame: false });
    const anchors = bench.toMargin.findLast((one) => one.type === 'anchors');
    expect(anchors?.anchors.map(({ id, state, order }) => [id, state, order])).toEqual(
      [
        [ID[1], 'exact', 0],
        [ID[0], 'exact', 1],
        [ID[2], 'lost', 2],
      ].map(([id, state, order]) => [id, state === 'lost' ? 'lost' : expect.stringMatching(/exact|moved/), order]),
    );
  });

  test('a click opens the card; a click on a link is the page’s', async () => {
    bench = setUp(PAGE);
    await bench.show([...passages, { id: 'd'.repeat(22), mine: false, selectors: quote('a link in the sea') }]);
    const box = document.createRange();
    box.setStart(document.querySelector('#one')!.firstChild!, 20);
    box.setEnd(document.querySelector('#one')!.firstChild!, 24);
    const at = box.getBoundingClientRect();
    const one = document.querySelector('#one')!.getBoundingClientRect();
    await userEvent.click(document.querySelector('#one')!, {
      position: { x: at.left - one.left + 4, y: at.top - one.top + 4 },
    });
    await expect
      .poll(() => bench.toMargin.filter((message) => message.type === 'show'))
      .toEqual([{ type: 'show', note: ID[1] }]);
    await userEvent.click(document.querySelector('a')!);
    await rest(50);
    expect(bench.toMargin.filter((message) => message.type === 'show')).toHaveLength(1);
  });

  test('are found again when the page writes its paragraph anew', async () => {
    bench = setUp(PAGE);
    await bench.show(passages);
    document.querySelector('#one')!.outerHTML =
      '<div><p>New words before. The sea keeps its <em>appointments</em> with the moon.</p></div>';
    await expect.poll(() => paintedTexts('peer'), { timeout: 4000 }).toEqual(['appointments with the moon']);
  });

  test('an older answer never comes after a newer one', async () => {
    bench = setUp(PAGE);
    const [mine, peers] = passages;
    const answers = [async () => (await rest(100), [mine!]), async () => [peers!]];
    bench.readBy(() => answers.shift()!());
    await Promise.all([bench.annotator.refresh(), bench.annotator.refresh()]);
    await rest(200);
    expect([paintedTexts('mine'), paintedTexts('peer')]).toEqual([[], ['appointments with the moon']]);
  });

  test('can be walked by keyboard and opened with Enter', async () => {
    bench = setUp(PAGE);
    await bench.show(passages);
    const walk = bench.host.root.querySelector<HTMLButtonElement>('.walk button')!;
    walk.focus();
    expect(walk.textContent).toBe('Passage 1 of 2');
    expect(paintedTexts('focus')).toEqual(['appointments with the moon']);
    await userEvent.keyboard('{ArrowDown}');
    expect(walk.textContent).toBe('Passage 2 of 2');
    expect(paintedTexts('focus')).toEqual(['never quite on time']);
    await userEvent.keyboard('{Enter}');
    expect(bench.toMargin.at(-1)).toEqual({ type: 'show', note: ID[0] });
  });
});

describe('the margin', () => {
  test('takes room once it is there, after it was told of the passages, and gives it back when the extension goes', async () => {
    bench = setUp(PAGE, { withMargin: false });
    await bench.show(passages);
    bench.annotator.showMargin(null);
    expect(bench.roomTaken()).toBe(0);
    bench.connect()({ type: 'ready', inFrame: true });
    const told = bench.toMargin.find(({ type }) => type === 'anchors');
    expect(told).toMatchObject({ anchors: [{ state: 'exact' }, { state: 'exact' }, { state: 'lost' }] });
    expect(bench.roomTaken()).toBe(0);
    await expect.poll(() => bench.roomTaken()).toBe(1);
    bench.end();
    expect(bench.roomTaken()).toBe(0);
  });
});

describe('the host', () => {
  test('comes back when the page removes it, but does not fight for ever', async () => {
    bench = setUp(PAGE);
    bench.host.attach();
    for (let turn = 0; turn < 40; turn++) {
      document.querySelector('commonplace-host')?.remove();
      await rest(5);
    }
    expect(document.querySelectorAll('commonplace-host').length).toBe(0);
  });

  test('no page script can look into it', () => {
    bench = setUp(PAGE);
    bench.host.attach();
    expect(document.querySelector('commonplace-host')?.shadowRoot).toBeNull();
    expect(window.length).toBe(window.frames.length);
  });
});
