/** The line at the foot of a page: what it offers is done by its button and by the usual key, unless the page has a use for that. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { createHost } from '../../src/annotator/host.ts';
import { showNotice } from '../../src/annotator/notice.ts';
import { NOTICE_STYLES } from '../../src/annotator/notice-styles.ts';

let life: AbortController;
let done: string[];
let take: () => void;
let root: ShadowRoot;
const say = (key: 'undo' | 'redo'): void => {
  const host = createHost(document, { lang: 'en', dir: 'ltr' }, NOTICE_STYLES, life.signal);
  ({ root } = host);
  take = showNotice(host, document, { text: 'Highlighted.', action: 'Undo', key }, () => void done.push(key));
};

beforeEach(() => {
  life = new AbortController();
  done = [];
});
afterEach(() => {
  life.abort();
  document.body.replaceChildren();
});

test('the key undoes while the line stands, and is the page’s again then', async () => {
  say('undo');
  await userEvent.keyboard('z{Shift>}{Control>}z{/Control}{/Shift}{Alt>}{Control>}z{/Control}{/Alt}');
  expect(done).toEqual([]);
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(done).toEqual(['undo']);
  take();
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(done).toEqual(['undo']);
});

test.each(['{Control>}y{/Control}', '{Control>}{Shift>}z{/Shift}{/Control}', '{Meta>}{Shift>}z{/Shift}{/Meta}'])(
  'by %s it is done again',
  async (keys) => {
    say('redo');
    await userEvent.keyboard(keys);
    expect(done).toEqual(['redo']);
  },
);

test('not where words are typed, nor where the page undoes itself', async () => {
  say('undo');
  document.body.innerHTML = '<input><p contenteditable>words</p><button>own</button>';
  const [field, editor, button] = ['input', 'p', 'button'].map((one) => document.querySelector<HTMLElement>(one)!);
  button!.addEventListener('keydown', (event) => event.preventDefault());
  for (const one of [field!, editor!, button!]) {
    one.focus();
    await userEvent.keyboard('{Control>}z{/Control}');
  }
  expect(done).toEqual([]);
});

test('nor in a tree that is closed to us, whose fields cannot be seen', async () => {
  say('undo');
  for (const [tag, delegatesFocus] of [
    ['p-editor', false],
    ['p-editor', true],
    ['div', false],
  ] as const) {
    const holder = document.body.appendChild(document.createElement(tag));
    const tree = holder.attachShadow({ mode: 'closed', delegatesFocus });
    tree.append(document.createElement('textarea'));
    tree.querySelector('textarea')!.focus();
    await userEvent.keyboard('{Control>}z{/Control}');
  }
  expect(done).toEqual([]);
});

test('nor where the whole page is written in', async () => {
  say('undo');
  document.designMode = 'on';
  document.body.focus();
  await userEvent.keyboard('{Control>}z{/Control}');
  document.designMode = 'off';
  expect(done).toEqual([]);
});

test('from the line’s own buttons too, and where the page has something that is no field', async () => {
  say('undo');
  root.querySelector('button')!.focus();
  await userEvent.keyboard('{Control>}z{/Control}');
  document.body.innerHTML = '<main tabindex="-1">words</main>';
  document.querySelector('main')!.focus();
  await userEvent.keyboard('{Control>}z{/Control}');
  expect(done).toEqual(['undo', 'undo']);
});

test('a page cannot press it', () => {
  say('undo');
  for (const target of [document.body, window])
    target.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }));
  expect(done).toEqual([]);
});
