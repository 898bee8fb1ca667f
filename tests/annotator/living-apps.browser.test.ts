/** Apps that write their page themselves keep running, and notes stay with their words in them. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type App, type Framework, type Reading, react, vue } from './apps.ts';
import { paintedTexts, rest, setUp, type Bench } from './fixture.ts';
import type { Selector } from '../../src/core/selectors.ts';

const HOURS = ['dawn', 'morning', 'noon', 'evening', 'dusk', 'midnight'];
const line = (at: number) => {
  const hour = HOURS[at % HOURS.length] ?? '';
  return { id: `line ${at}`, text: `At ${hour} ${at} the keeper of lamp ${at * 7} counts ${at * 13} boats and waits.` };
};
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => line(from + at));
const reading = (from: number, to: number, title = 'The keeper'): Reading => ({ title, lines: lines(from, to) });

/** A passage in a line, as it was described while it stood there. */
const inLine = (at: number, exact: string): Selector[] => {
  const { id, text } = line(at);
  const whole = `${line(at - 1).text} (The keeper) ${id}: ${text} (The keeper) ${line(at + 1).id}`;
  const from = whole.indexOf(exact, whole.indexOf(text));
  return [
    {
      type: 'TextQuoteSelector',
      exact,
      prefix: whole.slice(Math.max(0, from - 60), from),
      suffix: whole.slice(from + exact.length, from + exact.length + 60),
    },
  ];
};
const note = (id: string, at: number, exact: string) => ({
  id: id.repeat(22),
  mine: true,
  selectors: inLine(at, exact),
});

describe.each<[string, Framework]>([
  ['React', react],
  ['Vue', vue],
])('in an app made with %s', (_, framework) => {
  let bench: Bench;
  let app: App | undefined;
  let faults: unknown[] = [];
  const failed = (fault: unknown): void => void faults.push(fault);
  const onError = (event: ErrorEvent): void => failed(event.message);
  beforeEach(() => {
    faults = [];
    vi.spyOn(console, 'error').mockImplementation((...all) => failed(all.join(' ')));
    vi.spyOn(console, 'warn').mockImplementation((...all) => failed(all.join(' ')));
    addEventListener('error', onError);
  });
  afterEach(() => {
    app?.end();
    app = undefined;
    bench.end();
    removeEventListener('error', onError);
    vi.restoreAllMocks();
    expect(faults).toEqual([]);
  });

  async function begin(first: Reading, ...passages: ReturnType<typeof note>[]): Promise<HTMLElement> {
    bench = setUp('<div id="app"></div>');
    const element = document.querySelector<HTMLElement>('#app')!;
    app = await framework.start(element, first, failed);
    await bench.show(passages);
    return element;
  }
  const mine = (): string[] => paintedTexts('mine');
  const lineOf = (): (string | undefined)[] =>
    [...(CSS.highlights.get('commonplace-mine') ?? [])].map(
      (range) => (range as Range).startContainer.parentElement?.closest('p')?.textContent?.split(':')[0],
    );

  test('a highlight stays when the app renders again, and the app’s DOM is its own', async () => {
    const element = await begin(reading(0, 6), note('a', 3, 'counts 39 boats'));
    expect(mine()).toEqual(['counts 39 boats']);
    const before = element.innerHTML;
    await app!.show(reading(0, 6));
    expect(mine()).toEqual(['counts 39 boats']);
    expect(element.innerHTML).toBe(before);
  });

  test('it stays when text changes beside it, and says so when its own text changes', async () => {
    await begin(reading(0, 6), note('a', 3, 'the keeper of lamp 21 counts 39 boats'));
    await app!.show(reading(0, 6, 'The keeper, revised'));
    await rest(600);
    expect(mine()).toEqual(['the keeper of lamp 21 counts 39 boats']);
    const changed = lines(0, 6).map((one, at) =>
      at === 3 ? { ...one, text: one.text.replace('counts', 'tells') } : one,
    );
    await app!.show({ title: 'The keeper', lines: changed });
    await expect.poll(() => paintedTexts('changed')).toEqual(['the keeper of lamp 21 tells 39 boats']);
    expect(mine()).toEqual([]);
  });

  test('it goes with its line when lines change places, come and go', async () => {
    await begin(reading(0, 6), note('a', 3, 'counts 39 boats'));
    for (const order of [[5, 3, 1, 0, 2, 4], [3], [0, 1, 2, 4, 5, 3], [2, 3]]) {
      await app!.show({ title: 'The keeper', lines: order.map(line) });
      await rest(500);
      await expect.poll(lineOf).toEqual(['line 3']);
    }
    expect(mine()).toEqual(['counts 39 boats']);
  });

  test('it goes with a line that is taken away and comes back with it', async () => {
    await begin(reading(0, 6), note('a', 3, 'counts 39 boats'));
    await app!.show({ title: 'The keeper', lines: [line(0), line(1), line(5)] });
    await expect.poll(mine).toEqual([]);
    await app!.show(reading(0, 6));
    await expect.poll(lineOf).toEqual(['line 3']);
  });

  test('a page from the server is annotated before the app wakes up, and the app finds what it expects', async () => {
    bench = setUp(`<div id="app">${await framework.markup(reading(0, 6))}</div>`);
    await bench.show([note('a', 3, 'counts 39 boats')]);
    expect(mine()).toEqual(['counts 39 boats']);
    app = await framework.start(document.querySelector('#app')!, reading(0, 6), failed);
    await rest(600);
    expect(mine()).toEqual(['counts 39 boats']);
    await app.show(reading(1, 7));
    await expect.poll(lineOf).toEqual(['line 3']);
  });

  test('in a page without end, a note comes when its part is loaded', async () => {
    await begin(reading(0, 20), note('a', 3, 'counts 39 boats'), note('b', 45, 'counts 585 boats'));
    expect(mine()).toEqual(['counts 39 boats']);
    for (const end of [40, 60, 80]) {
      await app!.show(reading(0, end));
      await rest(100);
    }
    await expect.poll(lineOf).toEqual(['line 3', 'line 45']);
  });

  test('in a list that reuses its elements, a note is never shown on another line', async () => {
    const window = (from: number): Reading => ({ ...reading(from, from + 12), keyed: false });
    await begin(window(40), note('b', 45, 'counts 585 boats'));
    expect(lineOf()).toEqual(['line 45']);
    for (const from of [41, 44, 300, 36]) {
      await app!.show(window(from));
      const isThere = from <= 45 && from + 12 > 45;
      await rest(500);
      await expect.poll(lineOf).toEqual(isThere ? ['line 45'] : []);
      if (isThere) expect(mine()).toEqual(['counts 585 boats']);
    }
  });
});
