/** A watch speaks once when the page has calmed down, about the page only, and falls silent with its signal. */
import { afterEach, expect, test } from 'vitest';
import { type Watch, watchDocument } from '../../src/anchoring/living.ts';
import { show } from './marked-page.ts';

const QUIET = 20;
const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
let stop = new AbortController();
afterEach(() => stop.abort());

function watch(): { heard: () => number; watched: Watch } {
  stop = new AbortController();
  let count = 0;
  const watched = watchDocument(document, () => count++, { signal: stop.signal, debounceMs: QUIET });
  return { heard: () => count, watched };
}

test('many changes are told once', async () => {
  const container = show('<p>one</p>');
  const { heard } = watch();
  for (let i = 0; i < 10; i++) container.append(document.createElement('p'), `text ${i}`);
  await pause(4 * QUIET);
  expect(heard()).toBe(1);
});

test('changed text and shown text are told', async () => {
  const container = show('<p>one</p><p hidden>two</p>');
  const { heard } = watch();
  const text = container.querySelector('p')?.firstChild;
  if (text instanceof Text) text.data = 'other';
  await pause(4 * QUIET);
  expect(heard()).toBe(1);
  container.querySelector('[hidden]')?.removeAttribute('hidden');
  await pause(4 * QUIET);
  expect(heard()).toBe(2);
});

test('a panel shown by its class is told, what only moves is not', async () => {
  const container = show('<style>.off{display:none}</style><p class="off">one</p><i>two</i>');
  const { heard } = watch();
  container.querySelector('p')?.classList.remove('off');
  const moving = container.querySelector('i');
  moving?.style.setProperty('left', '1px');
  await pause(4 * QUIET);
  expect(heard()).toBe(1);
  for (let i = 0; i < 5; i++) {
    moving?.style.setProperty('left', `${i}px`);
    await pause(2 * QUIET);
  }
  expect(heard()).toBe(1);
  container.querySelector('p')?.classList.add('off');
  await pause(4 * QUIET);
  expect(heard()).toBe(2);
});

test('a class that shows something deeper is told', async () => {
  const container = show(
    '<style>.tabs p{display:none}.second p{display:block}</style><div class="tabs"><div><p>one</p></div></div>',
  );
  const { heard } = watch();
  const tabs = container.querySelector('.tabs')!;
  tabs.classList.add('known');
  await pause(4 * QUIET);
  const before = heard();
  tabs.classList.add('second');
  await pause(4 * QUIET);
  expect(heard()).toBe(before + 1);
});

test('a page that never rests is looked at all the same', async () => {
  const container = show('<p>one</p>');
  const { heard } = watch();
  const ticking = setInterval(() => container.append('.'), QUIET / 4);
  await pause(20 * QUIET);
  clearInterval(ticking);
  expect(heard()).toBeGreaterThan(0);
});

test('our own element is not heard', async () => {
  const container = show('<p>one</p>');
  const { heard } = watch();
  const host = document.createElement('commonplace-host');
  container.append(host);
  host.append('text');
  await pause(4 * QUIET);
  host.remove();
  await pause(4 * QUIET);
  expect(heard()).toBe(0);
});

test('shadow trees are heard once they are followed', async () => {
  const container = show('<div><template shadowrootmode="open"><p>one</p></template></div>');
  const { heard, watched } = watch();
  const shadow = container.firstElementChild?.shadowRoot;
  if (!shadow) throw new Error('the host has a shadow tree');
  watched.follow([shadow, shadow]);
  shadow.append('two');
  await pause(4 * QUIET);
  expect(heard()).toBe(1);
});

test('a frame that loads is heard, also in a shadow tree; an image is not', async () => {
  const container = show('<div><template shadowrootmode="open"><p>one</p></template></div><iframe></iframe>');
  const shadow = container.firstElementChild!.shadowRoot!;
  const inner = shadow.appendChild(document.createElement('iframe'));
  const { heard, watched } = watch();
  watched.follow([shadow]);
  const loads = async (frame: HTMLIFrameElement) => {
    const done = new Promise((loaded) => frame.addEventListener('load', loaded, { once: true }));
    frame.src = URL.createObjectURL(new Blob(['<p>two</p>'], { type: 'text/html' }));
    await done;
    await pause(4 * QUIET);
  };
  await loads(container.querySelector('iframe')!);
  expect(heard()).toBe(1);
  await loads(inner);
  expect(heard()).toBe(2);
  const image = container.appendChild(new Image());
  await pause(4 * QUIET);
  const before = heard();
  image.src = 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  await image.decode();
  await pause(4 * QUIET);
  expect(heard()).toBe(before);
});

test('a script that loads late is heard: elements may get shadow trees by it', async () => {
  const container = show('<p>one</p>');
  const script = document.createElement('script');
  script.src = URL.createObjectURL(new Blob(['void 0'], { type: 'text/javascript' }));
  const loaded = new Promise((done) => script.addEventListener('load', done, { once: true }));
  container.append(script);
  const { heard } = watch();
  await loaded;
  await pause(4 * QUIET);
  expect(heard()).toBe(1);
});

test('a change is known before it is told', async () => {
  const container = show('<p>one</p>');
  stop = new AbortController();
  const targets: Node[] = [];
  let told = 0;
  const watched = watchDocument(document, () => told++, {
    signal: stop.signal,
    debounceMs: QUIET,
    onRecords: (records) => targets.push(...records.map(({ target }) => target)),
  });
  container.append('two');
  watched.flush();
  expect(targets).toEqual([container]);
  expect(told).toBe(0);
  await pause(4 * QUIET);
  expect(told).toBe(1);
});

test('nothing is heard after the signal', async () => {
  const container = show('<p>one</p>');
  const { heard, watched } = watch();
  container.append('two');
  await pause(0);
  stop.abort();
  watched.follow([container]);
  container.append('three');
  await pause(4 * QUIET);
  expect(heard()).toBe(0);
});
