/** How long the main thread of a page was busy at a time while something was done to it, from the browser's own trace. */
import type { Page } from 'puppeteer-core';

/** Milliseconds. `cpu` is what the thread itself worked: on a machine that others use too, `wall` includes waiting for them. */
export type Longest = { wall: number; cpu: number };

type Event = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  dur?: number;
  tdur?: number;
  args?: { name?: string };
};

export async function longestTask(page: Page, work: () => Promise<void>): Promise<Longest> {
  await page.tracing.start({ categories: ['toplevel', '__metadata'] });
  await work();
  const trace = await page.tracing.stop();
  const { traceEvents } = JSON.parse(new TextDecoder().decode(trace)) as { traceEvents: Event[] };
  const pid = await rendererOf(page, traceEvents);
  const longest = { wall: 0, cpu: 0 };
  for (const { name, ph, pid: process, tid, dur = 0, tdur = 0 } of traceEvents) {
    if (ph !== 'X' || !name.includes('RunTask') || `${process} ${tid}` !== pid) continue;
    longest.wall = Math.max(longest.wall, dur / 1000);
    longest.cpu = Math.max(longest.cpu, tdur / 1000);
  }
  return longest;
}

/** The main thread of the renderer that worked most: the page is in front, and does what is measured. */
async function rendererOf(page: Page, events: readonly Event[]): Promise<string> {
  const mains = events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain');
  const names = new Set(mains.map(({ pid, tid }) => `${pid} ${tid}`));
  const busy = new Map<string, number>();
  for (const { pid, tid, dur = 0 } of events) {
    const name = `${pid} ${tid}`;
    if (names.has(name)) busy.set(name, (busy.get(name) ?? 0) + dur);
  }
  const [first] = [...busy].sort(([, a], [, b]) => b - a);
  if (!first) throw new Error(`no trace of ${page.url()}`);
  return first[0];
}
