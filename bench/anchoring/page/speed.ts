/**
 * Measures time inside a page: our bundle in slices, as the extension works too, with the longest time that others
 * waited; the same in one go; and single quotes.
 */
import { type AnchorState, anchorAll } from '../../../src/anchoring/anchor.ts';
import { buildTextIndex } from '../../../src/anchoring/page-text.ts';
import type { Selector } from '../../../src/core/selectors.ts';

export type Notes = readonly (readonly Selector[])[];

/**
 * Times in milliseconds. `longest` is how long input had to wait at most, `messages` the page's own messages, `longTasks`
 * what the browser itself reports: tasks of 50 ms and more.
 */
export interface Waits {
  readonly longest: number;
  readonly messages: number;
  readonly longTasks: readonly number[];
}

export interface Timing extends Waits {
  readonly total: number;
  readonly states: Partial<Record<AnchorState, number>>;
}

const speed = {
  /** Describes evenly spread passages of 1 to 40 words of the page as it is; the page's own order is not kept. */
  describe(count: number): Selector[][] {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) if (/\S/.test((walker.currentNode as Text).data)) texts.push(walker.currentNode as Text);
    const notes: Selector[][] = [];
    let dice = 1;
    const roll = (most: number) => (dice = (Math.imul(dice, 48271) >>> 0) % 0x7fffffff) % most;
    while (notes.length < count) {
      const text = texts[Math.floor(((notes.length + 0.5) / count) * texts.length)]!;
      const words = [...text.data.matchAll(/\S+/g)];
      const first = roll(words.length);
      const last = words[Math.min(words.length - 1, first + roll(40))]!;
      const range = document.createRange();
      range.setStart(text, words[first]!.index);
      range.setEnd(text, last.index + last[0].length);
      notes.push(CommonplaceAnchoring.describe(range));
    }
    return notes;
  },

  /** From nothing to every note's place as our bundle does it: in slices, as the extension does. */
  async inSlices(notes: Notes): Promise<Timing> {
    const watch = await watchThread();
    const start = performance.now();
    const results = await CommonplaceAnchoring.anchorAll(notes);
    const total = performance.now() - start;
    return { total, states: countStates(results), ...(await watch()) };
  },

  /** From nothing to every note's place in one go. */
  atOnce(notes: Notes): Pick<Timing, 'total' | 'states'> {
    const start = performance.now();
    const results = anchorAll(notes, buildTextIndex(document));
    return { total: performance.now() - start, states: countStates(results) };
  },

  /** The time of one quote on an index that is there, and the time with the index. */
  oneQuote(quote: readonly Selector[]): { cold: number; warm: number; state: AnchorState } {
    // any change of the page makes the bundle forget its index
    document.body.append(document.createComment('changed'));
    const start = performance.now();
    CommonplaceAnchoring.anchor(quote);
    const cold = performance.now() - start;
    let warm = Infinity;
    let state: AnchorState = 'lost';
    // the first few searches of a page do without an index of it
    for (let i = 0; i < 8; i++) {
      const again = performance.now();
      ({ state } = CommonplaceAnchoring.anchor(quote));
      warm = Math.min(warm, performance.now() - again);
    }
    return { cold, warm, state };
  },
};

export type Speed = typeof speed;

declare global {
  var benchSpeed: Speed;
}

globalThis.benchSpeed = speed;

function countStates(results: readonly { state: AnchorState }[]): Timing['states'] {
  const states: Timing['states'] = {};
  for (const { state } of results) states[state] = (states[state] ?? 0) + 1;
  return states;
}

/** Begins to watch how long others wait for the thread; the function returned ends it. */
async function watchThread(): Promise<() => Promise<Waits>> {
  const longTasks: number[] = [];
  const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((one) => one.duration)));
  observer.observe({ type: 'longtask' });
  const channel = new MessageChannel();
  const messages = beats((next) => {
    channel.port1.onmessage = next;
    channel.port2.postMessage(0);
  });
  // input goes before everything else that waits, and so does this; the delay leaves room for what is measured
  const urgent = beats((next) => void scheduler.postTask(next, { priority: 'user-blocking', delay: 1 }));
  await new Promise((later) => setTimeout(later, 20));
  messages.begin();
  urgent.begin();
  return async () => {
    const waits = { longest: urgent.end(), messages: messages.end() };
    await new Promise((later) => setTimeout(later, 120));
    observer.disconnect();
    return { ...waits, longTasks };
  };
}

/** The longest time between two turns of something that asks for the next turn at once. */
function beats(ask: (next: () => void) => void): { begin(): void; end(): number } {
  let running = true;
  let longest = 0;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const beat = () => {
    look();
    if (running) ask(beat);
  };
  ask(beat);
  return {
    begin() {
      longest = 0;
      last = performance.now();
    },
    end() {
      look();
      running = false;
      return longest;
    },
  };
}

declare const scheduler: { postTask(run: () => void, options: { priority: string; delay: number }): Promise<void> };
