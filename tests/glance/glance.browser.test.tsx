/** What the glance says: who wrote what on a passage, in few words, and how high it is. */
import '../setup-i18n.ts';
import { render } from 'preact';
import * as v from 'valibot';
import { afterEach, expect, test } from 'vitest';
import type { Note } from '../../src/core/note.ts';
import { Glance } from '../../src/glance/glance.tsx';
import { fromPages } from '../../src/protocol/from-pages.ts';
import { fromGlance, type FromGlance, type ToGlance } from '../../src/protocol/glance-port.ts';
import { sampleNotes } from '../library/sample.ts';
import { axeFaults } from '../ui/axe.ts';
import { settle } from '../ui/show.tsx';
// Brings the styles that every page has.
import '../../src/ui/mount.tsx';

const root = document.createElement('div');
afterEach(() => render(null, root));

/** A glance, and both ends of it. */
async function glance(notes: { note: Note; answers: number }[]) {
  document.body.replaceChildren(root);
  const sent: FromGlance[] = [];
  let hear: (message: ToGlance) => void = () => undefined;
  await settle(() =>
    render(
      <Glance
        call={async (method) => v.parse(fromPages[method].answer, { notes })}
        port={async (hearer) => {
          hear = hearer;
          const send = (message: FromGlance) => void sent.push(v.parse(fromGlance, message));
          return { send, closed: new AbortController().signal, close: () => undefined };
        }}
      />,
      root,
    ),
  );
  return { sent, look: (ids: string[], count = ids.length) => settle(() => hear({ type: 'look', notes: ids, count })) };
}

const some = (change: Partial<Note>): Note => ({ ...sampleNotes(Date.now())[0]!, ...change });

test('it says that it is there, and then whose words these are, how many answers, and how high it is', async () => {
  const note = some({ text: `**Why** does the tide turn? ${'And why again? '.repeat(40)}`, kind: 'question' });
  const { sent, look } = await glance([{ note, answers: 2 }]);
  expect(sent).toEqual([{ type: 'ready' }]);
  await look([note.id], 3);
  expect(root.innerText).toContain(note.author.name);
  expect(root.innerText).toContain('Why does the tide turn?');
  expect(root.innerText).toContain('…');
  expect(root.innerText).toContain('2 replies');
  expect(root.innerText).toContain('and 2 more');
  const height = root.querySelector('main')!.offsetHeight;
  expect(sent.at(-1)).toEqual({ type: 'drawn', notes: [note.id], height });
  expect(height).toBeGreaterThan(40);
  expect(await axeFaults(root)).toEqual([]);
});

test('a highlight without words says that it is one', async () => {
  const note = some({ text: '', kind: 'highlight' });
  const { look } = await glance([{ note, answers: 0 }]);
  await look([note.id]);
  expect(root.innerText).toContain('Highlighted, without words.');
});

test('where the notes are gone there is nothing to show', async () => {
  const { sent, look } = await glance([]);
  await look(['a'.repeat(22)]);
  expect(sent.at(-1)).toEqual({ type: 'drawn', notes: ['a'.repeat(22)], height: 0 });
});

test('a note that is pressed is asked to be opened', async () => {
  const note = some({});
  const { sent, look } = await glance([{ note, answers: 0 }]);
  await look([note.id]);
  root.querySelector('button')!.click();
  expect(sent.at(-1)).toEqual({ type: 'open', note: note.id });
});
