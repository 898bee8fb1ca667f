/** The popup as a commons: open questions, this page, this site, the groups; the filter; and muting somebody. */
import { describe, expect, test } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { shellOf } from '../../src/core/note.ts';
import { noReactions } from '../../src/core/reaction.ts';
import { standsOut, zoomIn } from '../ui/narrow.ts';
import { conversationOf, newcomer } from '../library/sample.ts';
import { choice, commons, copies, essay, heading, headings, part, reading } from './commons-scene.ts';
import { NOTHING_BESIDE, answers, asked, button, ready, show } from './stage.tsx';

describe('sections', () => {
  test('open questions come first, with a mark and their number; then this page, this site, the groups', async () => {
    show(conversationOf(essay), ready, commons);
    await expect.element(heading('The group is reading now')).toBeVisible();
    expect(headings()).toEqual([
      'Open questions',
      'On this page',
      'Elsewhere on readings.example.org',
      'The group is reading now',
    ]);
    const open = essay.filter(({ kind }) => kind === 'question');
    expect(open.length).toBeGreaterThan(0);
    // A question that was talked about is open until its asker says that it is answered.
    const under = essay.filter(({ parent }) => open.some(({ id }) => id === parent)).length;
    expect(under).toBeGreaterThan(0);
    const questions = part('Open questions');
    await expect.element(questions.getByText(String(open.length), { exact: true })).toBeVisible();
    await expect.poll(() => questions.getByText('Open question', { exact: true }).elements()).toHaveLength(open.length);
    const rest = essay.length - open.length - under;
    await expect.element(part('On this page').getByText(`${rest} notes`)).toBeVisible();
  });

  test('a question that was answered, as its asker says, stands with the rest of the page', async () => {
    show(conversationOf(essay.map((note) => (note.kind === 'question' ? { ...note, answers: 1 } : note))));
    await expect.element(part('On this page').getByText('Answered', { exact: true })).toBeVisible();
    expect(heading('Open questions').elements()).toHaveLength(0);
    expect(document.querySelector('.chip-question')?.textContent).toBe('Question');
  });

  test('what others thought of a note stands below its words, and leaves them their place', async () => {
    const [first] = essay.filter(({ kind }) => kind === 'comment');
    const reactions = { ...noReactions(), meToo: { count: 2, mine: false }, agree: { count: 30, mine: true } };
    show(conversationOf([{ ...first!, reactions }]));
    const said = page.getByText(/Agree · 30/);
    await expect.element(said).toBeVisible();
    const words = document.querySelector('.brief-words')!.getBoundingClientRect();
    const below = said.element().closest('.reactions')!.getBoundingClientRect();
    expect(below.left).toBe(words.left);
    expect(below.top).toBeGreaterThanOrEqual(words.bottom);
  });

  test('a note with Markdown is shown without its marks', async () => {
    const [first] = essay.filter(({ kind }) => kind === 'comment');
    show(conversationOf([{ ...first!, text: 'Read **slowly**, and `twice`.' }]));
    await expect.element(page.getByText('Read slowly, and twice.')).toBeVisible();
  });

  test('of a passage that many wrote on the first stand at once, and all of them in the end', async () => {
    const [first] = essay.filter(({ kind }) => kind === 'comment');
    const many = Array.from({ length: 60 }, (_, at) => ({ ...first!, id: `${at}`.padStart(22, 'n') }));
    show(conversationOf(many));
    await expect.poll(() => document.querySelector('.brief')).not.toBeNull();
    await expect.poll(() => document.querySelectorAll('.passage .brief').length).toBe(60);
    expect(document.querySelectorAll('.passage')).toHaveLength(1);
  });

  test('another page says how much is there and what others said last, and opens in a tab', async () => {
    show(conversationOf(essay), ready, commons);
    const site = part('Elsewhere on readings.example.org');
    const notes = reading('appointments');
    const others = notes.filter(({ mine }) => !mine);
    const newest = others.find(({ created }) => others.every((one) => one.created <= created))!;
    const link = site.getByRole('link', { name: /Appointments with the sea/ });
    await expect.element(link).toBeVisible();
    expect(link.element().textContent).toContain(`${notes.length} notes`);
    expect(link.element().textContent).toContain(newest.author.name);
    await link.click();
    expect(asked.pages).toEqual([notes[0]!.target.source]);
    link.element().focus();
    await userEvent.keyboard('{Enter}');
    expect(asked.pages).toHaveLength(2);
  });

  test('more than four are shown when they are asked for; a page names its site', async () => {
    show(conversationOf(essay), ready, commons);
    const now = part('The group is reading now');
    await expect.element(now.getByText('6 pages', { exact: true })).toBeVisible();
    expect(now.getByRole('link').elements()).toHaveLength(4);
    await button('Show all 6 pages').click();
    expect(now.getByRole('link').elements()).toHaveLength(6);
    expect(now.getByRole('link').first().element().textContent).toContain('other.example');
  });

  test('a page whose address is not its own leads nowhere', async () => {
    const [one] = copies(1);
    show(conversationOf([]), ready, { ...NOTHING_BESIDE, now: [{ ...one!, address: null }] });
    await expect.element(page.getByText('Reading number 0')).toBeVisible();
    expect(page.getByRole('link').elements()).toHaveLength(0);
  });

  test('empty ones say so kindly; a newcomer is spared them', async () => {
    show(conversationOf([]), ready, { ...NOTHING_BESIDE, site: 'example.org' });
    await expect.element(page.getByText('Nobody has written here yet')).toBeVisible();
    await expect.element(page.getByText('No other page there has notes yet.')).toBeVisible();
    await expect.element(page.getByText(/Nobody has written on another page in the last two weeks/)).toBeVisible();
    document.body.replaceChildren();
    show(newcomer(), ready, { ...NOTHING_BESIDE, site: 'example.org' });
    await expect.element(heading('Join with an invitation')).toBeVisible();
    expect(headings()).toEqual(['Join with an invitation']);
  });

  test('of a site whose owner asks not to be annotated no other pages are named', async () => {
    show(conversationOf(essay), { ...ready, blocked: 'opted-out' }, commons);
    await expect.element(heading('The group is reading now')).toBeVisible();
    expect(page.getByText('Appointments with the sea').elements()).toHaveLength(0);
  });
});

describe('the filter', () => {
  test('a person narrows every section, is kept while one looks at the groups, and is taken back', async () => {
    show(conversationOf(essay), ready, commons);
    await userEvent.selectOptions(choice('Who'), 'Kenji Morita');
    await expect.element(page.getByText(/^\d+ of \d+ notes$/)).toBeVisible();
    const names = () =>
      [...document.querySelectorAll('.passage-notes > li')].every((one) => one.textContent.includes('Kenji Morita'));
    await expect.poll(names).toBe(true);
    await button('Groups and account').click();
    await button('Groups and account').click();
    await expect.element(choice('Who')).toHaveDisplayValue('Kenji Morita');
    await button('Show everything').click();
    await expect.element(choice('Who')).toHaveDisplayValue('Everybody');
    await expect.poll(names).toBe(false);
  });

  test('kind, tag and colour', async () => {
    const colored = essay.map((note, at) =>
      at === 0 ? { ...note, color: { name: 'pink' as const }, tags: ['tide'] } : note,
    );
    show(conversationOf(colored), ready);
    const roots = () => document.querySelectorAll('.passage-notes > li').length;
    await userEvent.selectOptions(choice('Show'), 'Open questions');
    await expect.poll(headings).toEqual(['Open questions']);
    await userEvent.selectOptions(choice('Show'), 'All notes');
    await userEvent.selectOptions(choice('Tag'), 'tide');
    await expect.poll(roots).toBe(1);
    await userEvent.selectOptions(choice('Tag'), 'Any tag');
    await userEvent.selectOptions(choice('Colour'), 'Pink');
    await expect.poll(roots).toBe(1);
  });

  test('what matches nothing says so, and shows everything again', async () => {
    show(conversationOf(essay), ready, commons);
    await userEvent.selectOptions(choice('Show'), 'Where I wrote');
    await userEvent.selectOptions(choice('Who'), 'Kenji Morita');
    await userEvent.selectOptions(choice('Tag'), essay.flatMap(({ tags }) => tags)[0]!);
    if (heading('Nothing matches').elements().length === 0) await userEvent.selectOptions(choice('Show'), 'Highlights');
    await expect.element(heading('Nothing matches')).toBeVisible();
    await button('Show everything').last().click();
    await expect.element(heading('On this page')).toBeVisible();
  });
});

describe('muting', () => {
  const kenji = essay.find(({ author }) => author.name === 'Kenji Morita')!;
  const more = () => button('More about Kenji Morita').first();

  test('is offered on a peer’s note, says what it does first, and can be taken back', async () => {
    answers['person.mute'] = {};
    show(conversationOf(essay));
    await more().click();
    await expect.element(page.getByText(/on this device only\. Nobody is told/)).toBeVisible();
    await button('Mute Kenji Morita for me').click();
    await expect.element(page.getByRole('status').getByText(/Kenji Morita is muted in/)).toBeVisible();
    await button('Undo').click();
    const person = { group: kenji.group.id, member: kenji.author.id };
    await expect
      .poll(() => asked.calls)
      .toEqual([
        ['person.mute', { ...person, muted: true }],
        ['person.mute', { ...person, muted: false }],
      ]);
    // Nobody is offered to mute themselves.
    expect(button('More about Nadia Benali').elements()).toHaveLength(0);
  });

  test('its menu opens and closes by keyboard, and gives the focus back', async () => {
    show(conversationOf(essay));
    await expect.element(more()).toBeVisible();
    (more().element() as HTMLElement).focus();
    await userEvent.keyboard('{Enter}');
    await userEvent.tab();
    await expect.element(button('Mute Kenji Morita for me')).toHaveFocus();
    await userEvent.keyboard('{Escape}');
    expect(button('Mute Kenji Morita for me').elements()).toHaveLength(0);
    await expect.element(more()).toHaveFocus();
  });

  test('hidden notes are counted, and shown when asked for; what is answered keeps its place', async () => {
    const root = essay.find(({ id, kind }) => kind !== 'reply' && essay.some(({ parent }) => parent === id))!;
    const notes = essay.map((note) => (note.id === root.id ? shellOf(note) : note));
    show(conversationOf(notes, { muted: 1 }), ready, { ...NOTHING_BESIDE, muted: 2 });
    await expect.element(page.getByText('3 notes by people you muted are hidden.')).toBeVisible();
    await expect.element(page.getByText('A note by somebody you muted')).toBeVisible();
    expect(page.getByText(root.text.slice(0, 30), { exact: false }).elements()).toHaveLength(0);
    await button('Show').click();
    await expect.element(page.getByText('Notes by people you muted are shown.')).toBeVisible();
    await expect.poll(() => asked.withMuted).toEqual([false, true]);
  });

  test('a muted person whose notes are shown can be unmuted there', async () => {
    show(
      conversationOf(essay.map((note) => (note.author.id === kenji.author.id ? { ...note, muted: 'shown' } : note))),
    );
    await more().click();
    await button('Unmute Kenji Morita').click();
    await expect.poll(() => asked.calls).toMatchObject([['person.mute', { muted: false }]]);
  });
});

describe('what is new for the reader', () => {
  test('is counted beside the ways, and leads to the list; nothing stands there for none', async () => {
    const tell = show(conversationOf(essay), ready, commons);
    await expect.element(heading('The group is reading now')).toBeVisible();
    await expect.poll(() => tell.unread).toBeDefined();
    tell.unread!(0);
    expect(document.querySelector('.unread-badge')).toBeNull();
    tell.unread!(3);
    await page.getByRole('button', { name: '3 new for you' }).click();
    expect(asked.places).toEqual(['#for-you']);
  });
});

describe('in little room', () => {
  test('as at a high zoom nothing stands out sideways, and nothing is cut off', async () => {
    await zoomIn();
    const tell = show(conversationOf(essay, { muted: 2 }), ready, commons);
    await expect.element(heading('The group is reading now')).toBeVisible();
    await expect.poll(() => tell.unread).toBeDefined();
    tell.unread!(12);
    await expect.element(page.getByRole('button', { name: '12 new for you' })).toBeVisible();
    expect(standsOut()).toEqual([]);
    // and what people said has the window, not what stands around it
    heading('On this page').element().scrollIntoView();
    const { top, bottom } = document.querySelector('.popup-body')!.getBoundingClientRect();
    expect(Math.min(bottom, innerHeight) - Math.max(top, 0)).toBeGreaterThan(innerHeight / 2);
    expect(heading('On this page').element().getBoundingClientRect().top).toBeLessThan(innerHeight / 4);
  });

  test('four filters can each be read', async () => {
    await page.viewport(384, 600);
    show(conversationOf(essay.map((note) => ({ ...note, color: { name: 'green' as const } }))), ready, commons);
    await expect.element(heading('On this page')).toBeVisible();
    const filters = [...document.querySelectorAll<HTMLSelectElement>('.filter')];
    expect(filters).toHaveLength(4);
    for (const filter of filters) {
      const said = filter.selectedOptions[0]!.text;
      const measure = document.createElement('span');
      measure.textContent = said;
      measure.style.cssText = `position:absolute;white-space:nowrap;font:${getComputedStyle(filter).font}`;
      document.body.append(measure);
      const { paddingInlineStart, paddingInlineEnd } = getComputedStyle(filter);
      const room = filter.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd);
      expect([said, measure.offsetWidth <= room]).toEqual([said, true]);
      measure.remove();
    }
  });
});
