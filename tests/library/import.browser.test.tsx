/** The import, from choosing a file to taking it back, as it is shown and as it asks the background. */
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { expectAccessible } from './accessible.ts';
import { conversationOf, sampleNotes } from './sample.ts';
import { answers, button, calls, heading, permission, saved, show, web } from './stage.tsx';

const CLIPPINGS = [
  'The Tide Tables (Mora, Ines)\n- Your Highlight on page 9 | Location 120-122 | Added on Sunday, March 3, 2024 9:05:11 PM\n\nThe quay is under water twice a day.',
  'The Tide Tables (Mora, Ines)\n- Your Bookmark on page 10 | Location 140 | Added on Sunday, March 3, 2024 9:06:00 PM\n\n',
  'The Tide Tables (Mora, Ines)\nno line of facts\n\nwords',
]
  .map((one) => `${one}\n==========\n`)
  .join('');

const fileWith = (words: string, name = 'My Clippings.txt') => new File([words], name, { type: 'text/plain' });

/** As a person does it, past the dialog of the system. */
async function choose(file: File): Promise<void> {
  await expect.element(button('Choose a file').first()).toBeVisible();
  const field = document.querySelector<HTMLInputElement>('input[type=file]')!;
  const list = new DataTransfer();
  list.items.add(file);
  field.files = list.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

const asked = (method: string) => calls.filter(([name]) => name === method).map(([, params]) => params);

describe('import', () => {
  test('shows what was found before anything is taken, and why some is not', async () => {
    show(conversationOf(sampleNotes(Date.now())), '#import');
    await expect.element(heading('Import')).toBeVisible();
    await expectAccessible();
    await choose(fileWith(CLIPPINGS));
    await expect.element(heading('From Kindle')).toBeVisible();
    await expect.element(page.getByText('The quay is under water twice a day.')).toBeVisible();
    await page.getByText(/Not taken · /).click();
    await expect.element(page.getByText(/Line 11 It cannot be read\./)).toBeVisible();
    await expect.element(page.getByText(/Line 6 There are no words in it\./)).toBeVisible();
    expect(asked('notes.import')).toEqual([]);
    await expectAccessible();
    await button('Save the report').click();
    expect(String(saved[0]?.content).split('\r\n')).toHaveLength(3);
  });

  test('is shown also where its address came while the page was made', async () => {
    show(conversationOf([]));
    location.hash = '#import';
    await expect.element(heading('Import')).toBeVisible();
  });

  test('goes to me alone unless another group is chosen, and can be taken back whole', async () => {
    const library = conversationOf(sampleNotes(Date.now()));
    show(library, '#import');
    await choose(fileWith(CLIPPINGS));
    await expect.element(button('Import these')).toBeVisible();
    const { eachRecordFor } = await import('../../src/core/import/for-group.ts');
    const { readGiven } = await import('../../src/core/import/importers.ts');
    const mine = library.groups.find(({ personal }) => personal)?.id ?? '';
    const [record] = eachRecordFor(mine, readGiven({ text: CLIPPINGS })?.notes ?? []);
    answers['notes.import'] = { ok: true, taken: [record?.id] };
    await button('Import these').click();
    await expect.element(button('Take this import back')).toBeVisible();
    const [sent] = asked('notes.import') as { group: string; records: string }[];
    const records: unknown = JSON.parse(sent?.records ?? '');
    expect(sent?.group).toBe(library.groups.find(({ personal }) => personal)?.id);
    expect(records).toMatchObject([{ at: '2024-03-03T21:05:11.000Z', fields: { kind: 'highlight' } }]);
    await expectAccessible();
    answers['notes.takeImportBack'] = { kept: 2 };
    await button('Take this import back').click();
    await expect
      .element(page.getByText('The import was taken back. 2 notes stay, because they were changed or answered since.'))
      .toBeVisible();
    expect(asked('notes.takeImportBack')).toEqual([{ records }]);
  });

  test('says who will see it where a group is chosen', async () => {
    show(conversationOf(sampleNotes(Date.now())), '#import');
    await choose(fileWith(CLIPPINGS));
    await userEvent.selectOptions(page.getByLabelText('Into which group'), 'Thursday poems');
    await expect.element(page.getByText('Everybody in a group sees what is imported into it.')).toBeVisible();
  });

  test('says so where a group does not take it, and takes nothing', async () => {
    show(conversationOf(sampleNotes(Date.now())), '#import');
    await choose(fileWith(CLIPPINGS));
    answers['notes.import'] = { ok: false, code: 'forbidden' };
    await button('Import these').click();
    await expect.element(page.getByText(/Your role in this group does not allow that/)).toBeVisible();
  });

  test('where the background does not answer, that is said, and it can be tried again; so is taking back', async () => {
    show(conversationOf(sampleNotes(Date.now())), '#import');
    await choose(fileWith(CLIPPINGS));
    answers['notes.import'] = 'nothing of the kind';
    await button('Import these').click();
    await expect.element(page.getByText(/^Something went wrong/)).toBeVisible();
    const [sent] = asked('notes.import') as { last: string }[];
    answers['notes.import'] = { ok: true, taken: [sent?.last] };
    await button('Import these').click();
    answers['notes.takeImportBack'] = 'nothing of the kind';
    await button('Take this import back').click();
    await expect.element(page.getByText(/^Something went wrong/)).toBeVisible();
    answers['notes.takeImportBack'] = { kept: 0 };
    await button('Take this import back').click();
    await expect.element(page.getByText('The import was taken back.')).toBeVisible();
    expect(asked('notes.takeImportBack')).toHaveLength(2);
  });

  test('a file of another kind is named as one, and another can be chosen', async () => {
    show(conversationOf([]), '#import');
    await choose(fileWith('dear diary', 'diary.txt'));
    await expect.element(page.getByText(/This is none of the files that can be imported here/)).toBeVisible();
    await expect.element(button('Choose a file').first()).toBeVisible();
  });

  /** As Hypothesis exports them. */
  const rowsOf = (count: number): string =>
    JSON.stringify({
      export_date: '2024-01-01',
      annotations: Array.from({ length: count }, (_, at) => ({
        id: `row-${at}`,
        uri: `https://example.org/${at % 50}`,
        text: `words ${at} `.repeat(20),
        created: '2024-01-01T00:00:00.000000+00:00',
        target: [{ source: 'https://example.org/', selector: [{ type: 'TextQuoteSelector', exact: `quote ${at}` }] }],
      })),
    });

  test('while a large file is read the page says how far it is, and can call it off: nothing of it is taken', async () => {
    show(conversationOf([]), '#import');
    await choose(fileWith(rowsOf(40_000), 'large.json'));
    await expect.element(page.getByText(/ of 40,000$/)).toBeVisible();
    await expectAccessible();
    await button('Cancel').click();
    await expect.element(button('Choose a file').first()).toBeVisible();
    // Another one is read as if nothing had been.
    await choose(fileWith(rowsOf(3), 'small.json'));
    await expect.element(heading('From Hypothesis')).toBeVisible();
    expect([...document.querySelectorAll('.import-counts dd')].map(({ textContent }) => textContent)).toEqual([
      '3',
      '0',
      '0',
    ]);
    expect(asked('notes.import')).toEqual([]);
  });

  test('a file that breaks off is none that can be imported, and nothing of it is taken', async () => {
    show(conversationOf([]), '#import');
    const whole = rowsOf(500);
    await choose(fileWith(whole.slice(0, whole.length - 40), 'broken.json'));
    await expect.element(page.getByText(/This is none of the files that can be imported here/)).toBeVisible();
    expect(asked('notes.import')).toEqual([]);
  });

  test('notes that are here already are counted as such, and not offered again', async () => {
    const notes = sampleNotes(Date.now());
    show(conversationOf(notes), '#import');
    const { writeJsonLd } = await import('../../src/core/export/jsonld.ts');
    const exportedAt = new Date().toISOString();
    await choose(fileWith(writeJsonLd({ id: notes[0]!.id, title: 'x', exportedAt, notes }), 'x.jsonld'));
    await expect.element(page.getByText('There is nothing new in it.')).toBeVisible();
    expect(page.getByRole('button', { name: 'Import these' }).elements()).toHaveLength(0);
  });
});

describe('from an account of Hypothesis', () => {
  const row = (at: number) => ({
    id: `row-${at}`,
    uri: 'https://example.org/',
    text: `words ${at}`,
    updated: `2024-01-01T00:00:0${at}.000000+00:00`,
    created: `2024-01-01T00:00:0${at}.000000+00:00`,
    target: [{ source: 'https://example.org/', selector: [{ type: 'TextQuoteSelector', exact: `quote ${at}` }] }],
  });

  async function enter(token: string): Promise<void> {
    show(conversationOf([]), '#import');
    await userEvent.fill(page.getByLabelText('API token'), token);
    await button('Fetch my notes').click();
  }

  test('page after page until there are no more, with the token in the header alone', async () => {
    const seen: { url: URL; token: string | null }[] = [];
    web.fetch = async (address, init) => {
      const url = new URL(address);
      seen.push({ url, token: new Headers(init.headers).get('Authorization') });
      if (url.pathname.endsWith('/profile')) return Response.json({ userid: 'acct:me@hypothes.is' });
      const after = url.searchParams.get('search_after');
      const rows = after === null ? [row(1), row(2)] : after === row(2).updated ? [row(3)] : [];
      return Response.json({ total: 3, rows });
    };
    await enter('secret-token');
    await expect.element(heading('From Hypothesis')).toBeVisible();
    await expect.element(page.getByText('words 3')).toBeVisible();
    expect(seen).toHaveLength(4);
    for (const { url, token } of seen) {
      expect([url.origin, token]).toEqual(['https://api.hypothes.is', 'Bearer secret-token']);
      expect(url.href).not.toContain('secret-token');
    }
    expect(JSON.stringify([calls, { ...localStorage }, { ...sessionStorage }])).not.toContain('secret-token');
    expect(document.documentElement.outerHTML).not.toContain('secret-token');
  });

  test('what cannot be read of it is named by its place, and the rest is there', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const rows = [row(1), { ...row(2), uri: 5 }, row(3)].map((one) => JSON.stringify(one));
    const bad = JSON.stringify({ ...row(4), extra: '?' }).replace('"?"', deep);
    web.fetch = async (address) => {
      const url = new URL(address);
      if (url.pathname.endsWith('/profile')) return Response.json({ userid: 'acct:me@hypothes.is' });
      return new Response(`{"total":4,"rows":[${url.searchParams.has('search_after') ? '' : [...rows, bad].join()}]}`);
    };
    await enter('x');
    await expect.element(heading('From Hypothesis')).toBeVisible();
    await page.getByText(/Not taken · /).click();
    await expect.element(page.getByText(/No\. 2 /)).toBeVisible();
    await expect.element(page.getByText(/No\. 4 /)).toBeVisible();
    expect([...document.querySelectorAll('.import-counts dd')].map(({ textContent }) => textContent)).toEqual([
      '2',
      '0',
      '2',
    ]);
  });

  test.each([
    ['a wrong token', async () => new Response('', { status: 401 }), /does not know this token/],
    ['nobody there', () => Promise.reject(new TypeError('offline')), /did not answer as expected/],
    ['something else there', async () => new Response('<html>'), /did not answer as expected/],
  ])('%s is said, and nothing is taken', async (_name, fetch, words) => {
    web.fetch = fetch;
    await enter('x');
    await expect.element(page.getByText(words)).toBeVisible();
    expect(asked('notes.import')).toEqual([]);
  });

  test('without the browser’s permission nobody is asked', async () => {
    permission.isGranted = false;
    let count = 0;
    web.fetch = async () => {
      count++;
      return Response.json({});
    };
    await enter('x');
    await expect.element(page.getByText(/Without your browser’s permission/)).toBeVisible();
    expect(count).toBe(0);
  });
});
