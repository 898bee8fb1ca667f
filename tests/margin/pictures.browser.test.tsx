/** Pictures in the composer: pasted, dropped, chosen; made fit in this very browser, and refused with words. */
import '../setup-i18n.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { fromBase64 } from '../../src/core/base64.ts';
import { MAX_IMAGE_BYTES } from '../../src/core/image.ts';
import { readImageHeader } from '../../src/core/image-header.ts';
import { preparePicture } from '../../src/margin/prepare-picture.ts';
import { toBase64 } from '../../src/core/base64.ts';
import { pictures } from '../core/pictures.ts';
import { button, find, readingNotes, settle, stage, type, type Stage } from './stage.tsx';

let on: Stage;
afterEach(() => on?.end());

const ID = 'P'.repeat(22);
const compose = () => on.say({ type: 'compose', selectors: [{ type: 'TextQuoteSelector', exact: 'four decimals' }] });
const text = () => find<HTMLTextAreaElement>(on.root, 'textarea');
const alt = () => find<HTMLInputElement>(on.root, '.composer-images input');
const alerts = () => [...on.root.querySelectorAll('.composer [role=alert]')].map((one) => one.textContent);
const saved = () => on.calls.filter(({ method }) => method === 'note.create').map(({ params }) => params['text']);
const kept = () => on.calls.filter(({ method }) => method === 'image.keep');

/** A real picture, drawn here. */
async function drawn(width: number, height: number, mediaType = 'image/png', noise = false): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.fillStyle = 'teal';
  context.fillRect(0, 0, width, height / 2);
  if (noise) {
    const pixels = context.createImageData(width, height);
    for (let at = 0; at < pixels.data.length; at += 65_536)
      crypto.getRandomValues(pixels.data.subarray(at, Math.min(at + 65_536, pixels.data.length)));
    for (let at = 3; at < pixels.data.length; at += 4) pixels.data[at] = 255;
    context.putImageData(pixels, 0, 0);
  }
  return new File([await canvas.convertToBlob({ type: mediaType })], 'picture', { type: mediaType });
}

const transfer = (...files: File[]): DataTransfer => {
  const data = new DataTransfer();
  for (const file of files) data.items.add(file);
  return data;
};
const paste = (data: DataTransfer) =>
  settle(() =>
    text().dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })),
  );

async function open(): Promise<void> {
  on = await stage();
  on.answers.set('image.keep', () => ({ ok: true, id: ID }));
  const url = `data:image/png;base64,${toBase64(pictures.png)}`;
  on.answers.set('image.read', () => ({ state: 'here', url }));
  await compose();
}

describe('in the composer', () => {
  test('a pasted one stands where the caret is, is asked what it shows, and leaves with the note', async () => {
    await open();
    await type(text(), 'Look: and more');
    text().setSelectionRange(5, 5);
    await paste(transfer(await drawn(40, 30)));
    await expect.poll(() => text().value).toBe(`Look:\n![](image:${ID})\n and more`);
    const data = fromBase64(String(kept()[0]?.params['data']));
    expect(data && readImageHeader(data)).toEqual({ type: 'image/png', width: 40, height: 30, moves: false });
    expect(document.activeElement).toBe(text());
    await expect.poll(() => on.root.querySelector('.composer-image img')).not.toBeNull();
    await userEvent.type(alt(), 'a graph ');
    await userEvent.type(alt(), 'of [[tides]');
    expect(alt().value).toBe('a graph of [tides]');
    expect(text().value).toBe(`Look:\n![a graph of \\[tides\\]](image:${ID})\n and more`);
    await userEvent.click(button(on.root, 'Save note'));
    await expect
      .poll(() => on.calls.find(({ method }) => method === 'note.create')?.params['text'])
      .toContain(`![a graph of \\[tides\\]](image:${ID})`);
  });

  test('a note that is saved while one is being prepared waits for it, and says so', async () => {
    await open();
    let keep: ((answer: object) => void) | undefined;
    on.answers.set('image.keep', () => new Promise((done) => (keep = done)));
    await type(text(), 'Look');
    await paste(transfer(await drawn(8, 8)));
    await expect.poll(() => keep).toBeDefined();
    await userEvent.click(button(on.root, 'Save note'));
    await expect
      .poll(() => find(on.root, '.composer-foot').textContent)
      .toContain('saved as soon as the picture is ready');
    expect(button(on.root, 'Save note').getAttribute('aria-disabled')).toBe('true');
    expect(saved()).toEqual([]);
    keep?.({ ok: true, id: ID });
    await expect.poll(saved).toEqual([expect.stringContaining(`![](image:${ID})`)]);
  });

  test('where it cannot be kept the note is not saved without it, until its writer says so again', async () => {
    await open();
    let keep: ((answer: object) => void) | undefined;
    on.answers.set('image.keep', () => new Promise((done) => (keep = done)));
    await type(text(), 'Look');
    await paste(transfer(await drawn(8, 8)));
    await expect.poll(() => keep).toBeDefined();
    await userEvent.click(button(on.root, 'Save note'));
    await expect.poll(() => find(on.root, '.composer-foot').textContent).toContain('as soon as');
    keep?.({ ok: false, code: 'images-full' });
    await expect.poll(alerts).toHaveLength(1);
    expect(saved()).toEqual([]);
    await userEvent.click(button(on.root, 'Save note'));
    await expect.poll(saved).toEqual(['Look']);
  });

  test('it is in the preview, in the draft, and taken out by a button', async () => {
    await open();
    await paste(transfer(await drawn(8, 8)));
    await expect.poll(() => alt().value).toBe('');
    await userEvent.click(button(on.root, 'Preview'));
    await expect.poll(() => on.root.querySelector('.composer-preview .note-image img')).not.toBeNull();
    await expect.poll(() => [...on.drafts.values()].map((one) => one.text)).toContain(`![](image:${ID})\n`);
    await userEvent.click(button(on.root, 'Take the picture out'));
    expect(on.root.querySelector('.composer-images')).toBeNull();
    await userEvent.click(button(on.root, 'Preview'));
    expect(text().value.trim()).toBe('');
  });

  test('one that is dropped on it comes in, and one that misses it opens nothing', async () => {
    await open();
    const drop = (target: EventTarget, data: DataTransfer): boolean => {
      const event = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
      target.dispatchEvent(event);
      return event.defaultPrevented;
    };
    const picture = await drawn(8, 8);
    expect(drop(find(on.root, '.composer'), transfer(picture))).toBe(true);
    await expect.poll(() => text().value).toContain(`(image:${ID})`);
    expect(drop(document.body, transfer(new File(['x'], 'x.txt')))).toBe(true);
    await settle(() => undefined);
    expect(kept()).toHaveLength(1);
  });

  test('by the keyboard a file is chosen', async () => {
    await open();
    const add = button(on.root, 'Add a picture');
    const input = find<HTMLInputElement>(on.root, 'input[type=file]');
    let opened = 0;
    input.addEventListener('click', (event) => {
      opened++;
      event.preventDefault();
    });
    add.focus();
    await userEvent.keyboard('{Enter}');
    expect(opened).toBe(1);
    input.files = transfer(await drawn(8, 8)).files;
    await settle(() => input.dispatchEvent(new Event('change', { bubbles: true })));
    await expect.poll(() => text().value).toContain(`(image:${ID})`);
  });

  test('words that were copied with a picture of them come as words', async () => {
    await open();
    const data = transfer(await drawn(8, 8));
    data.setData('text/plain', 'words');
    await paste(data);
    expect(kept()).toEqual([]);
  });

  test.each([
    ['a moving one', () => new File([pictures.movingGif], 'x.gif', { type: 'image/gif' }), /moves/],
    [
      'a program',
      () => new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'x', { type: 'image/svg+xml' }),
      /no picture/,
    ],
    [
      'a damaged one',
      () => new File([pictures.jpeg.slice(0, 200)], 'x', { type: 'image/jpeg' }),
      /cannot be read|no picture/,
    ],
  ])('%s is refused with words, and what was written stays', async (_, file, words) => {
    await open();
    await type(text(), 'My words');
    await paste(transfer(file()));
    await expect.poll(alerts).toEqual([expect.stringMatching(words)]);
    expect([text().value, kept()]).toEqual(['My words', []]);
  });

  test('one that is ready only when something else is being written goes nowhere', async () => {
    await open();
    let ready = (): void => undefined;
    on.answers.set('image.keep', () => new Promise((done) => (ready = () => done({ ok: true, id: ID }))));
    await type(text(), 'The first note');
    await paste(transfer(await drawn(8, 8)));
    await expect.poll(() => kept().length).toBe(1);
    await userEvent.click(button(on.root, 'Put away; the draft is kept'));
    await on.say({ type: 'compose', selectors: [{ type: 'TextQuoteSelector', exact: 'another passage' }] });
    await type(text(), 'The second note');
    await settle(ready);
    expect(text().value).toBe('The second note');
    expect([...on.drafts.values()].map((one) => one.text).join()).not.toContain('image:');
  });

  test('where it cannot be kept, that is said', async () => {
    await open();
    on.answers.set('image.keep', () => Promise.reject(new Error('gone')));
    await paste(transfer(await drawn(8, 8)));
    await expect.poll(alerts).toEqual(['The picture could not be kept. Try again in a moment.']);
  });
});

describe('made fit for a note', () => {
  const prepare = async (file: Blob) => {
    const prepared = await preparePicture(file);
    if (!prepared.ok) throw new Error(prepared.why);
    return { bytes: prepared.bytes, header: readImageHeader(prepared.bytes) };
  };

  test('a large one is made smaller, and short enough whatever it shows', async () => {
    const { bytes, header } = await prepare(await drawn(2400, 1200, 'image/png', true));
    expect(bytes.length).toBeLessThanOrEqual(MAX_IMAGE_BYTES);
    expect(header?.width).toBeLessThanOrEqual(1600);
    expect((header?.width ?? 0) / (header?.height ?? 1)).toBeCloseTo(2, 1);
  });

  test('a plain one keeps every pixel', async () => {
    expect((await prepare(await drawn(300, 200))).header).toMatchObject({ type: 'image/png', width: 300, height: 200 });
    expect((await prepare(new Blob([pictures.gif]))).header).toMatchObject({ width: 5, height: 3 });
    expect((await prepare(await drawn(3000, 4))).header).toMatchObject({ width: 1600, height: 2 });
    expect((await prepare(await drawn(1, 1))).header).toMatchObject({ width: 1, height: 1 });
  });

  test('where it was taken, and with what, does not go on', async () => {
    const jpeg = new Uint8Array(await (await drawn(64, 64, 'image/jpeg')).arrayBuffer());
    const secret = new TextEncoder().encode('Exif\0\0GPS 48.137 11.575 my camera');
    const segment = Uint8Array.of(0xff, 0xe1, 0, secret.length + 2, ...secret);
    const photograph = new Blob([jpeg.subarray(0, 2), segment, jpeg.subarray(2)]);
    const { bytes } = await prepare(photograph);
    expect(new TextDecoder('latin1').decode(bytes)).not.toMatch(/Exif|GPS|camera/);
  });

  test('one that says it would unfold to gigabytes is not opened', async () => {
    const bomb = pictures.png.slice();
    new DataView(bomb.buffer).setUint32(16, 60_000);
    new DataView(bomb.buffer).setUint32(20, 60_000);
    expect(await preparePicture(new Blob([bomb]))).toEqual({ ok: false, why: 'imageHuge' });
  });
});

describe('in a note', () => {
  const note = { ...readingNotes()[0]!, text: `![a graph](image:${ID}) ![x](https://foreign.example/x.png)` };

  test('it is shown with what is said of it, larger by a press; a foreign one is a link', async () => {
    on = await stage([note]);
    const url = `data:image/png;base64,${toBase64(pictures.png)}`;
    const asked = () => on.calls.find(({ method }) => method === 'image.read')?.params;
    await expect.poll(asked).toEqual({ group: note.group.id, id: ID });
    on.answers.set('image.read', () => ({ state: 'here', url }));
    await on.tell({ event: 'images' });
    const shown = () => [...on.root.querySelectorAll<HTMLImageElement>('.note-words img')];
    await expect.poll(() => shown().map(({ src }) => src)).toEqual([url]);
    const go = find<HTMLButtonElement>(on.root, '.note-image-go');
    expect(go.getAttribute('aria-label')).toBe('a graph. Show larger');
    await userEvent.click(go);
    expect(go.getAttribute('aria-expanded')).toBe('true');
  });

  test('before it has come its words stand in its place, and nothing moves when it comes', async () => {
    on = await stage([note]);
    on.answers.set('image.read', () => ({ state: 'coming' }));
    await on.tell({ event: 'images' });
    await expect.poll(() => find(on.root, '.note-image').textContent).toBe('a graphThis picture is on its way.');
    const before = find(on.root, '.note-image').offsetHeight;
    on.answers.set('image.read', () => ({ state: 'here', url: `data:image/png;base64,${toBase64(pictures.png)}` }));
    await on.tell({ event: 'images' });
    await expect.poll(() => on.root.querySelector('.note-image img')).not.toBeNull();
    expect(find(on.root, '.note-image').offsetHeight).toBe(before);
  });
});
