/** A highlight is told with who can see it, can be taken back and made again, and is made once however often it is asked for. */
import '../setup-i18n.ts';
import { expect, test } from 'vitest';
import type { Notice } from '../../src/annotator/notice.ts';
import { createHighlights, type HighlightsOptions } from '../../src/content/highlights.ts';
import { ContextGone } from '../../src/platform/context-gone.ts';
import { t } from '../../src/platform/i18n.ts';

const SELECTORS = [{ type: 'TextQuoteSelector' as const, exact: 'words' }];
const wanted = { selectors: SELECTORS, color: 'green' as const };

type Params = { id?: string; note?: string; page: { url: string } };

function bench(answer: (method: string, params: Params) => Promise<object>, url = () => 'https://example.org/') {
  const said: { notice: Notice; act: () => void }[] = [];
  const asked: [string, string | undefined][] = [];
  const pages: string[] = [];
  const call = (method: string, params: Params) => {
    pages.push(params.page.url);
    asked.push([method, params.id ?? params.note]);
    return answer(method, params);
  };
  const highlights = createHighlights({
    call: call as unknown as HighlightsOptions['call'],
    facts: () => ({ url: url(), title: '', optedOut: false }),
    say: (notice, act) => void said.push({ notice, act }),
  });
  const press = async () => {
    said.at(-1)?.act();
    await new Promise((done) => setTimeout(done));
  };
  return { highlights, said, asked, pages, press, texts: () => said.map(({ notice }) => notice.text) };
}

test('forth, back and forth again', async () => {
  const { highlights, asked, press, texts } = bench(async (_, { id }) => ({ id, audience: 'group' }));
  expect(await highlights.create(wanted)).toBe(true);
  await press();
  await press();
  expect(texts()).toEqual([t('highlightedForGroup'), t('highlightUndone'), t('highlightedForGroup')]);
  expect(asked.map(([method]) => method)).toEqual(['highlight.create', 'highlight.undo', 'highlight.create']);
  const [made, undone, again] = asked.map(([, id]) => id);
  expect(undone).toBe(made);
  expect(again).not.toBe(made);
});

test('not saved, it is tried again as the same one; taken back too late, it is said', async () => {
  let fails = true;
  const { highlights, asked, press, texts } = bench(async (method, { id }) => {
    if (fails || method === 'highlight.undo') throw new Error('no');
    return { id, audience: 'me' };
  });
  expect(await highlights.create(wanted)).toBe(false);
  fails = false;
  await press();
  await press();
  expect(texts()).toEqual([t('highlightNotSaved'), t('highlightedForMe'), t('undoTooLate')]);
  expect(asked.map(([, id]) => id)).toEqual(Array(3).fill(asked[0]?.[1]));
  expect(asked[0]?.[1]).toBeTypeOf('string');
});

test('an application that went on to another page meanwhile: back, forth and once more are of the page that was marked', async () => {
  let fails = true;
  let url = 'https://example.org/one';
  const { highlights, pages, press } = bench(
    async (method, { id }) => {
      if (fails && method === 'highlight.create') throw new Error('no');
      return { id, audience: 'group' };
    },
    () => url,
  );
  await highlights.create(wanted);
  url = 'https://example.org/two';
  fails = false;
  // once more, back, forth
  for (let pressed = 0; pressed < 3; pressed++) await press();
  expect(pages).toEqual(Array(4).fill('https://example.org/one'));
});

test('when the extension is gone nothing is said twice', async () => {
  const { highlights, texts } = bench(() => Promise.reject(new ContextGone()));
  expect(await highlights.create(wanted)).toBe(false);
  expect(texts()).toEqual([]);
});
