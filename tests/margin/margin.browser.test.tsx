/** The margin as its reader meets it: what it shows, what the keys do, what it tells the page. */
import '../setup-i18n.ts';
import { afterEach, describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { axeFaults } from '../ui/axe.ts';
import { conversationOf } from '../library/sample.ts';
import { button, find, PAGE, press, readingNotes, settle, stage, type Stage } from './stage.tsx';

let on: Stage;
afterEach(async () => {
  on.end();
  await page.viewport(414, 896);
});

const anchored = readingNotes().filter(({ target }) => target.selectors.length > 0);
const cards = () => [...on.root.querySelectorAll<HTMLElement>('.card')];
const card = (at: number) => cards()[at] ?? document.body;
const anchors = (state: (at: number) => 'exact' | 'unsure' | 'lost' | 'changed' = () => 'exact') => ({
  type: 'anchors' as const,
  anchors: anchored.map(({ id }, at) => ({ id, state: state(at), order: at, top: at * 10 })),
});

describe('what it shows', () => {
  test('asks for the conversation, and shows every note once', async () => {
    on = await stage();
    expect(on.sent).toEqual([]);
    expect(on.calls.find(({ method }) => method === 'conversation.read')?.params).toEqual({
      keys: ['//readings.example.org/readings/appointments-with-the-sea.html'],
    });
    expect(on.root.querySelectorAll('.note-item')).toHaveLength(readingNotes().length);
    expect(find(on.root, 'h1').textContent).toBe('Appointments with the sea');
    expect(card(0).textContent).toContain('Tomasz Wieczorek');
  });

  test('passes axe with notes of every place, with trouble, and with the composer open', async () => {
    const notes = readingNotes().map((note, at) =>
      at === 3 ? { ...note, mine: true, send: { state: 'refused' as const, code: 'forbidden' } } : note,
    );
    // All in view: what the dock covers of a list that scrolls is no fault of the buttons there.
    await page.viewport(420, 6000);
    on = await stage(notes, { sync: { state: 'unreachable', endpoint: 'https://a.example', waiting: 2, refused: 1 } });
    await on.say(anchors((at) => (['exact', 'changed', 'lost', 'unsure'] as const)[at % 4] ?? 'exact'));
    await settle(() => button(on.root, 'Reply').click());
    expect(await axeFaults(document.documentElement)).toEqual([]);
  });

  test('unsure and lost notes stand under their own headings, with their passages', async () => {
    on = await stage();
    await on.say(anchors((at) => (at === 0 ? 'lost' : at === 1 ? 'unsure' : 'exact')));
    const headings = [...on.root.querySelectorAll('h2')].map(({ textContent }) => textContent);
    expect(headings).toEqual(['About the whole page', 'In the text', 'Place unsure', 'Place not found']);
    expect(find(on.root, '[aria-label="Place not found"] .quote-words').textContent).toBe(anchored[0]?.quote);
  });

  test('the card of a note of a group one has left says that it can only be read, and no other card does', async () => {
    const [first, ...rest] = readingNotes();
    if (!first) throw new Error('no notes');
    const left = { ...first, group: { ...first.group, left: 'lock' as const } };
    on = await stage([{ ...left, can: { edit: false, delete: false, reply: false } }, ...rest]);
    expect([...on.root.querySelectorAll('.note-left')].map(({ textContent }) => textContent)).toEqual([
      'You are no longer in this group. This copy can be read, not changed.',
    ]);
    expect(find(on.root, '.note-left').closest('.note')?.textContent).toContain(first.text.slice(0, 40));
    expect(await axeFaults(document.documentElement)).toEqual([]);
  });

  test('an empty page says how to begin; without an account also that notes stay here', async () => {
    on = await stage([], { sync: { state: 'local', endpoint: null, waiting: 0, refused: 0 } });
    expect(find(on.root, '.empty').textContent).toContain('No notes here yet');
    expect(find(on.root, '.empty').textContent).toContain('stay on this device');
    expect(await axeFaults(document.documentElement)).toEqual([]);
  });

  test('a page whose notes are still coming is not said to be empty, and how far they have come is', async () => {
    const sync = { state: 'ok', endpoint: 'https://notes.example.org', waiting: 0, refused: 0 } as const;
    on = await stage([], { sync: { ...sync, reading: { done: 2000, of: 150_000 } } });
    expect(find(on.root, '.empty').textContent).toContain('Notes are still coming');
    expect(on.root.textContent).toContain('2,000 of 150,000');
    expect(on.root.textContent).not.toContain('No notes here yet');
    expect(await axeFaults(document.documentElement)).toEqual([]);
    on.end();
    on = await stage([], { sync: { ...sync, state: 'preparing' } });
    expect(find(on.root, '.empty').textContent).toContain('Notes are still coming');
    expect(on.root.textContent).toContain('still preparing a large group');
  });

  test('without an account nothing is said to wait: it is on this device', async () => {
    const notes = readingNotes().map((note) => ({ ...note, send: { state: 'waiting' as const } }));
    on = await stage(notes, { sync: { state: 'local', endpoint: null, waiting: 27, refused: 0 } });
    expect(find(on.root, '.margin-head').textContent).toContain('on this device');
    expect(on.root.textContent).not.toContain('aiting');
  });

  test('who can see a note stays readable beside what waits', async () => {
    const notes = readingNotes().map((note) => ({ ...note, mine: true, send: { state: 'waiting' as const } }));
    on = await stage(notes);
    on.root.style.inlineSize = '360px';
    const chip = find(card(0), '.note-foot .chip bdi');
    expect(chip.getBoundingClientRect().width).toBeGreaterThan(60);
  });

  test('trouble with the endpoint is one line, gone when dismissed, with a way on', async () => {
    on = await stage([], { sync: { state: 'unreachable', endpoint: 'https://a.example', waiting: 0, refused: 0 } });
    expect(on.root.querySelectorAll('.notice')).toHaveLength(1);
    await settle(() => button(on.root, 'Try now').click());
    expect(on.calls.some(({ method }) => method === 'sync.now')).toBe(true);
    await settle(() => button(on.root, 'Dismiss').click());
    await on.tell({ event: 'status' });
    expect(on.root.querySelectorAll('.notice')).toHaveLength(0);
  });

  test('where the owner of the page opted out, only private notes are shown and offered', async () => {
    const notes = readingNotes().map((note, at) =>
      at === 0 ? { ...note, group: { ...note.group, personal: true } } : note,
    );
    on = await stage(notes, {}, { page: { ...PAGE, optedOut: true } });
    expect(on.root.querySelectorAll('.note-item')).toHaveLength(1);
    expect(find(on.root, '.notice').textContent).toContain('private notes');
    await settle(() => button(on.root, 'Note on the whole page').click());
    const select = find<HTMLSelectElement>(on.root, 'select');
    expect([...select.options].map(({ text }) => text)).toEqual(['Only me']);
  });

  test('a page without an address of its own says so', async () => {
    on = await stage([], {}, { page: { ...PAGE, url: 'about:blank' } });
    expect(find(on.root, '.notice').textContent).toContain('no address');
  });

  test('when the page goes, it says what to do', async () => {
    on = await stage();
    await on.loseThePage();
    expect(find(on.root, '.notice').textContent).toContain('closed or reloaded');
  });

  test('when the page went before there was anything to hear it with, it says so too', async () => {
    on = await stage([], {}, { page: null, isGone: true });
    expect(find(on.root, '.notice').textContent).toContain('closed or reloaded');
  });

  test('when reading fails, the notes shown stay, and one can try again', async () => {
    on = await stage();
    on.answers.set('conversation.read', () => {
      throw new Error('worker asleep');
    });
    await on.tell({ event: 'notes', keys: null });
    expect(find(on.root, '[role=alert]').textContent).toContain('could not be read');
    expect(cards().length).toBeGreaterThan(5);
    on.answers.clear();
    await settle(() => button(on.root, 'Try again').click());
    expect(on.root.querySelector('[role=alert]')).toBeNull();
  });

  test('of a long conversation the part comes first: nothing is counted, nobody has just written, until all of it is here', async () => {
    on = await stage();
    const all = on.conversation;
    let free = (): void => undefined;
    const later = new Promise<typeof all>((resolve) => (free = () => resolve(all)));
    const answers: unknown[] = [{ ...all, notes: all.notes.slice(0, 2), partial: true }, later];
    on.answers.set('conversation.read', () => answers.shift() ?? all);
    // another document has no notes yet
    await on.say({ type: 'page', page: { ...PAGE, url: 'https://readings.example.org/readings/another.html' } });
    await expect.poll(() => cards().length).toBe(2);
    expect(find(on.root, '.margin-head').textContent).toContain('Reading…');
    await expect.poll(() => on.sent).toContainEqual({ type: 'drawn' });
    await expect.poll(() => answers.length).toBe(0);
    await settle(free);
    await expect.poll(() => cards().length).toBeGreaterThan(5);
    expect(find(on.root, '.margin-head').textContent).not.toContain('Reading…');
    expect(find(on.root, '[aria-live=polite]').textContent).toBe('');
  });

  test('what was read ahead is shown at once as what it is, and read again for what has changed since', async () => {
    const all = readingNotes();
    on = await stage(all, {}, { first: conversationOf(all.slice(0, 3)) });
    // not before the browser has drawn a frame with what was read ahead
    await expect.poll(() => cards().length).toBeGreaterThan(3);
    await settle(() => undefined);
    expect(on.calls.filter(({ method }) => method === 'conversation.read')).toHaveLength(1);
    on.end();
    let free = (): void => undefined;
    const later = new Promise((resolve) => (free = () => resolve(on.conversation)));
    on = await stage(all, {}, { first: conversationOf(all.slice(0, 1)), page: null });
    on.answers.set('conversation.read', () => later);
    await on.say({ type: 'page', page: PAGE });
    await expect.poll(() => cards().length).toBe(1);
    expect(find(on.root, '.margin-head').textContent).not.toContain('Reading…');
    await settle(free);
    await expect.poll(() => cards().length).toBeGreaterThan(3);
  });

  test('no window message moves it', async () => {
    on = await stage();
    const before = on.root.innerHTML;
    await settle(() => window.postMessage({ type: 'compose', selectors: [] }, '*'));
    await settle(() => window.postMessage({ type: 'show', note: anchored[0]?.id }, '*'));
    expect(on.root.innerHTML).toBe(before);
  });
});

describe('keys and pointer', () => {
  test('j, k and arrows walk from card to card; Enter shows the passage; Escape closes', async () => {
    on = await stage();
    await on.say(anchors());
    const items = [...on.root.querySelectorAll<HTMLElement>('.note-item')];
    items[0]?.focus();
    await press(items[0] ?? on.root, 'j');
    expect(document.activeElement).toBe(items[1]);
    await press(items[1] ?? on.root, 'ArrowDown');
    expect(document.activeElement).toBe(items[2]);
    await press(items[2] ?? on.root, 'k');
    await press(items[1] ?? on.root, 'Enter');
    const thread = items[1]?.closest<HTMLElement>('.card')?.dataset['thread'];
    expect(on.sent).toContainEqual({ type: 'scrollTo', note: thread });
    await press(items[1] ?? on.root, 'Escape');
    expect(on.sent.at(-1)).toEqual({ type: 'close' });
  });

  test('after a composer is closed or a card is gone, keys still work', async () => {
    on = await stage();
    await settle(() => button(on.root, 'Reply').click());
    await userEvent.keyboard('{Escape}');
    await expect.poll(() => document.activeElement).toBe(find(on.root, '.margin-scroll'));
    await userEvent.keyboard('j');
    expect(document.activeElement).toBe(on.root.querySelector('.note-item'));
    on.conversation = { ...on.conversation, notes: on.conversation.notes.slice(1) };
    await on.tell({ event: 'notes', keys: null });
    await expect.poll(() => document.activeElement).toBe(find(on.root, '.margin-scroll'));
    await userEvent.keyboard('{Escape}');
    expect(on.sent.at(-1)).toEqual({ type: 'close' });
  });

  test('letters typed into the composer walk nowhere', async () => {
    on = await stage();
    await settle(() => button(on.root, 'Reply').click());
    const text = find(on.root, 'textarea');
    await userEvent.type(text, 'jk j');
    expect(document.activeElement).toBe(text);
    expect(find<HTMLTextAreaElement>(on.root, 'textarea').value).toBe('jk j');
  });

  test('the passage of the card one looks at is marked in the page, once', async () => {
    on = await stage();
    const id = card(1).dataset['thread'];
    // The pointer may stand over a card from an earlier test.
    await userEvent.hover(find(on.root, 'h1'));
    on.sent.length = 0;
    await userEvent.hover(card(1));
    await userEvent.hover(find(on.root, 'h1'));
    const looks = on.sent.filter(({ type }) => type === 'focus');
    expect(looks[0]).toEqual({ type: 'focus', notes: [id] });
    expect(looks.at(-1)).toEqual({ type: 'focus', notes: [] });
  });

  test('a click on the passage shows it in the page', async () => {
    on = await stage();
    await userEvent.click(find(card(1), '.quote-go'));
    expect(on.sent).toContainEqual({ type: 'scrollTo', note: card(1).dataset['thread'] });
  });

  test('the page can ask for a card, also before it is there', async () => {
    on = await stage([]);
    const [wanted] = anchored;
    await on.say({ type: 'show', note: wanted?.id ?? null });
    on.conversation = { ...on.conversation, notes: readingNotes() };
    await on.tell({ event: 'notes', keys: null });
    expect(document.activeElement?.getAttribute('data-note')).toBe(wanted?.id);
  });
});

describe('what arrives', () => {
  const arrive = async (): Promise<void> => {
    const [, second] = anchored;
    if (!second) throw new Error('no note');
    const fresh = { ...second, id: `${'fresh'.padEnd(21, '_')}A`, mine: false, text: 'I *see*.' };
    on.conversation = { ...on.conversation, notes: [fresh, ...on.conversation.notes] };
    await on.tell({ event: 'notes', keys: ['//readings.example.org/readings/appointments-with-the-sea.html'] });
  };

  test('a new note is shown and politely said, and takes neither focus nor words nor scroll', async () => {
    on = await stage();
    await on.say(anchors());
    await settle(() => button(card(2), 'Reply').click());
    const text = find<HTMLTextAreaElement>(on.root, 'textarea');
    await userEvent.type(text, 'half a thou');
    const scroll = find(on.root, '.margin-scroll');
    scroll.scrollTop = 900;
    await settle(() => undefined);
    const seen = cards().find((one) => one.getBoundingClientRect().top > scroll.getBoundingClientRect().top);
    const top = seen?.getBoundingClientRect().top ?? 0;
    const count = cards().length;
    await arrive();
    expect(cards()).toHaveLength(count + 1);
    expect(find(on.root, '[aria-live=polite]').textContent).toMatch(/^New note by .+: I see\.$/);
    expect(document.activeElement).toBe(text);
    expect(text.value).toBe('half a thou');
    await settle(() => undefined);
    expect(Math.abs((seen?.getBoundingClientRect().top ?? 0) - top)).toBeLessThan(2);
  });

  test('what concerns other documents is not read again', async () => {
    on = await stage();
    const reads = () => on.calls.filter(({ method }) => method === 'conversation.read').length;
    const before = reads();
    await on.tell({ event: 'notes', keys: ['//elsewhere.example/'] });
    expect(reads()).toBe(before);
  });
});

describe('what one does to a note', () => {
  const mine = () => {
    const notes = readingNotes();
    const at = notes.findIndex((note) => note.mine && note.parent === null);
    return { notes, note: notes[at] };
  };
  const cardOf = (id: string | undefined) => find(on.root, `[data-note="${id}"]`);

  test('delete, by a real click, with Undo', async () => {
    const { notes, note } = mine();
    on = await stage(notes);
    await userEvent.click(button(cardOf(note?.id), 'Delete'));
    await expect.poll(() => on.calls.find(({ method }) => method === 'note.delete')?.params).toEqual({ id: note?.id });
    await expect.poll(() => on.root.querySelector('.toast')?.textContent).toContain('Note deleted.');
    await userEvent.click(button(on.root, 'Undo'));
    expect(on.calls.at(-2)).toEqual({ method: 'note.restore', params: { id: note?.id } });
  });

  test('a click on a Delete that the page has faded does nothing and says why; keys work', async () => {
    const { notes, note } = mine();
    on = await stage(notes);
    document.body.style.opacity = '0.2';
    const remove = button(cardOf(note?.id), 'Delete');
    await userEvent.click(remove);
    await expect.poll(() => on.root.querySelector('.toast')?.textContent).toContain('Nothing was done');
    expect(on.calls.some(({ method }) => method === 'note.delete')).toBe(false);
    remove.focus();
    await userEvent.keyboard('{Enter}');
    await expect.poll(() => on.calls.some(({ method }) => method === 'note.delete')).toBe(true);
    document.body.style.opacity = '';
  });

  test('a script cannot press for the reader', async () => {
    const { notes, note } = mine();
    on = await stage(notes);
    document.body.style.opacity = '0.2';
    await settle(() => button(cardOf(note?.id), 'Delete').click());
    await new Promise((done) => setTimeout(done, 600));
    expect(on.calls.some(({ method }) => method === 'note.delete')).toBe(false);
    document.body.style.opacity = '';
  });

  test('a refused deletion says why', async () => {
    const { notes, note } = mine();
    on = await stage(notes);
    on.answers.set('note.delete', () => ({ ok: false, code: 'forbidden' }));
    await userEvent.click(button(cardOf(note?.id), 'Delete'));
    await expect.poll(() => on.root.querySelector('.toast')?.textContent).toContain('Your role in this group');
  });

  test('a note that was not sent says why, and can be sent again, or discarded when asked twice', async () => {
    const { notes, note } = mine();
    on = await stage(
      notes.map((one) => (one === note ? { ...one, send: { state: 'refused' as const, code: 'full' } } : one)),
    );
    const at = cardOf(note?.id);
    expect(find(at, '.notice').textContent).toContain('no room');
    await userEvent.click(button(at, 'Send again'));
    expect(on.calls.some(({ method, params }) => method === 'outbox.retry' && params['note'] === note?.id)).toBe(true);
    await userEvent.click(button(at, 'Discard'));
    expect(on.calls.some(({ method }) => method === 'outbox.discard')).toBe(false);
    await userEvent.click(button(at, 'Discard for good'));
    await expect.poll(() => on.calls.some(({ method }) => method === 'outbox.discard')).toBe(true);
  });
});
