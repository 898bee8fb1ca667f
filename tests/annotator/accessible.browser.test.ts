/** What we put into a page, as axe looks at it: the adder, the walk from passage to passage, a notice. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { axeFaults } from '../ui/axe.ts';
import { rest, select, setUp, type Bench } from './fixture.ts';

let bench: Bench;
// oxlint-disable-next-line typescript/unbound-method -- called with its element below
const { attachShadow } = Element.prototype;

beforeEach(() => {
  // Closed, axe could not look into it.
  Element.prototype.attachShadow = function (init) {
    return attachShadow.call(this, { ...init, mode: 'open' });
  };
  bench = setUp('<main><h1>The tide</h1><p>The tide is never late for its appointments.</p></main>');
});
afterEach(() => {
  bench.end();
  Element.prototype.attachShadow = attachShadow;
});

const host = (): Element => bench.host.root.host;

test('axe finds nothing at the adder, for a new passage and for a note that waits for one', async () => {
  select('appointments');
  await expect.poll(() => bench.host.root.querySelector('.adder [data-act="audience"]:not([hidden])')).not.toBeNull();
  expect(await axeFaults(host())).toEqual([]);
  bench.fromMargin({ type: 'reattach', note: 'n'.repeat(22) });
  await rest(80);
  select('never late');
  await expect.poll(() => bench.host.root.querySelector('.adder')?.textContent).toContain('Attach here');
  await expect.poll(() => bench.host.root.querySelector('.notice:not([hidden])')).not.toBeNull();
  expect(await axeFaults(host())).toEqual([]);
});

test('axe is awake in there: a button without a name is found', async () => {
  select('appointments');
  await expect.poll(() => bench.host.root.querySelector('.adder')).not.toBeNull();
  for (const one of bench.host.root.querySelectorAll('.adder .colors button')) one.removeAttribute('aria-label');
  for (const one of bench.host.root.querySelectorAll('.adder .colors button')) {
    one.removeAttribute('title');
    one.replaceChildren();
  }
  expect((await axeFaults(host())).join('\n')).toContain('button-name');
});

test('the samples of the colours do not touch, however short the words above them are', async () => {
  select('appointments');
  await expect.poll(() => bench.host.root.querySelector('.adder [data-act="audience"]:not([hidden])')).not.toBeNull();
  for (const one of bench.host.root.querySelectorAll('.adder > button')) one.lastChild!.textContent = '标';
  const samples = [...bench.host.root.querySelectorAll('.colors span')].map((one) => one.getBoundingClientRect());
  expect(samples).toHaveLength(5);
  for (const [at, { left }] of samples.slice(1).entries()) expect(left - samples[at]!.right).toBeGreaterThan(6);
});
