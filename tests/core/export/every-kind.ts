/** One note of every kind and every difficulty that an export must bring through. */
import { textOf, type ExportInput } from '../../../src/core/export/export-input.ts';
import { filesOf, type FormatName } from '../../../src/core/export/formats.ts';
import type { Note } from '../../../src/core/note.ts';
import type { Selector } from '../../../src/core/selectors.ts';

/** Readable identifiers of the right form. */
export const named = (name: string): string => name.padEnd(21, '_').slice(0, 21) + 'A';

const circle = { id: named('circle'), name: 'Measures and margins', personal: false };
const page = {
  source: 'https://example.org/reading?page=1',
  keys: ['//example.org/reading?page=1'],
  title: 'A reading',
};

export function makeNote(name: string, change: Partial<Note> & { selectors?: Selector[] } = {}): Note {
  const { selectors = [], ...rest } = change;
  const quote = selectors.find((one) => one.type === 'TextQuoteSelector')?.exact ?? '';
  return {
    id: named(name),
    group: circle,
    author: { id: named('nadia'), name: 'Nadia Benali' },
    mine: false,
    kind: 'comment',
    text: 'Why does this hold?',
    tags: [],
    quote,
    target: { ...page, selectors },
    parent: null,
    copyOf: null,
    created: '2026-11-01T09:00:00.000Z',
    updated: '2026-11-01T09:00:00.000Z',
    edited: false,
    send: { state: 'sent' },
    can: { edit: false, delete: false, reply: true },
    ...rest,
  };
}

/** A note that shows a picture, and one that is not on this device. */
export const pictured = makeNote('pictured', {
  text: `see ![a \\[graph\\]](image:${'P'.repeat(22)}) and ![gone](image:${'Q'.repeat(22)})`,
});
export const pictures = new Map([
  ['P'.repeat(22), { type: 'image/png' as const, bytes: Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xfb, 0xff]) }],
]);

/** One of each type that leaves. */
export const everyReaction = (['agree', 'doubt', 'build-on', 'me-too', 'answered', 'resolved'] as const).map(
  (type) => ({
    id: named(`said-${type}`),
    type,
    author: { id: named('kenji'), name: 'Kenji Morita' },
    mine: false,
    created: '2026-11-03T09:00:00.000Z',
  }),
);

const passage = (exact: string, start: number, prefix = 'before ', suffix = ' after'): Selector[] => [
  { type: 'TextQuoteSelector', exact, prefix, suffix },
  { type: 'TextPositionSelector', start, end: start + Array.from(exact).length },
  {
    type: 'RangeSelector',
    startSelector: {
      type: 'XPathSelector',
      value: '/html[1]/body[1]/p[3]',
      refinedBy: { type: 'TextPositionSelector', start: 6, end: 6 },
    },
    endSelector: {
      type: 'XPathSelector',
      value: '/html[1]/body[1]/p[3]',
      refinedBy: { type: 'TextPositionSelector', start: 22, end: 22 },
    },
  },
];

const arabic = {
  source: 'https://example.org/هامش.html',
  keys: ['//example.org/%D9%87%D8%A7%D9%85%D8%B4.html'],
  title: 'في الهامش متّسع',
};

export const everyKind: Note[] = [
  makeNote('comment', {
    selectors: passage('a bright 🌙 idea', 120, '🌊 and 🌙 before '),
    text: 'It does, **because**:\n\n- one\n- two\n\n```\nleft open',
    tags: ['how we read', 'craft'],
    edited: true,
    updated: '2026-11-02T09:00:00.000Z',
  }),
  makeNote('reply', {
    kind: 'reply',
    parent: named('comment'),
    text: 'I am not sure.',
    created: '2026-11-01T10:00:00.000Z',
    author: { id: named('kenji'), name: 'Kenji *the* [quiet]' },
  }),
  makeNote('reply-2', {
    kind: 'reply',
    parent: named('reply'),
    text: 'Nor am I.',
    created: '2026-11-01T11:00:00.000Z',
  }),
  makeNote('highlight', {
    kind: 'highlight',
    text: '',
    target: {
      ...page,
      selectors: passage('marked and no more', 10),
      // What it was attached to before is its own history, and no second target.
      former: [{ selectors: passage('left behind', 900), replaced: '2026-11-02T09:00:00.000Z' }],
    },
    quote: 'marked and no more',
    color: { name: 'green', means: 'evidence' },
  }),
  makeNote('question', {
    kind: 'question',
    text: 'Which <script>alert(1)</script> tide?\n\n[1]: https://evil.example',
    selectors: passage('# the tide', 400),
  }),
  makeNote('page', { kind: 'page', text: 'Welcome, everyone.' }),
  makeNote('bookmark', { kind: 'page', text: '', created: '2026-11-01T09:30:00.000Z' }),
  makeNote('orphan-reply', { kind: 'reply', parent: named('deleted'), text: 'To a note that is gone.' }),
  makeNote('copy', { copyOf: named('comment'), selectors: passage('a bright 🌙 idea', 120, '🌊 and 🌙 before ') }),
  makeNote('pdf', {
    target: {
      source: 'file:///home/x/paper [final].pdf',
      keys: ['file:///home/x/paper%20[final].pdf'],
      title: '',
      selectors: [{ type: 'FragmentSelector', value: 'page=3', conformsTo: 'http://tools.ietf.org/rfc/rfc3778' }],
    },
  }),
  makeNote('rtl', {
    text: 'الهامش ليس بيتًا، هو ممرّ.',
    author: { id: named('layla'), name: 'ليلى منصور' },
    target: { ...arabic, selectors: passage('في الهامش', 3) },
    quote: 'في الهامش',
  }),
  makeNote('image', {
    text: 'The quay is under water.',
    selectors: [
      { type: 'TextQuoteSelector', exact: 'Low tide at the quay', prefix: 'before ', suffix: ' after' },
      { type: 'TextPositionSelector', start: 300, end: 300 },
      { type: 'XPathSelector', value: '/html[1]/body[1]/figure[1]/img[1]' },
    ],
  }),
  // What only a foreign or hostile client writes.
  makeNote('hostile', {
    text: 'half \ud83d an emoji',
    tags: ['\udc00'],
    author: { id: 'x'.repeat(21) + '9', name: '' },
    target: {
      source: 'no address at all "<>',
      keys: ['odd'],
      title: '---\ntitle: "stolen"',
      selectors: [
        { type: 'TextQuoteSelector', exact: 'a\n\n# b' },
        { type: 'TextPositionSelector', start: 9, end: 3 },
        { type: 'FragmentSelector', value: 'x', conformsTo: 'relative' },
      ],
    },
    quote: 'a\n\n# b',
  }),
];

/** A reading that says all about itself, also what means something to TeX and to a spreadsheet. */
const paper = {
  source: 'https://journal.example.org/articles/7',
  keys: ['//journal.example.org/articles/7', 'doi:10.1000/xyz.7'],
  title: 'Tides & {margins}: 50% of $x_1$ | Journal',
  citation: {
    type: 'article-journal',
    title: 'Tides & {margins}: 50% of $x_1$',
    authors: ['Müller, Anna-Lena', 'Łukasz Żak', 'Reading Room of the City'],
    issued: '2024-03-09',
    container: 'Journal of Margins',
    publisher: 'Example Press',
    volume: '12',
    issue: '3',
    pages: '101–119',
    issn: '1234-5678',
  },
};

/** What only some formats have a place for. */
export const everyDifficulty: Note[] = [
  ...everyKind,
  makeNote('cited', {
    text: '=HYPERLINK("https://evil.example","x")',
    tags: ['+1', 'how we read'],
    target: { ...paper, selectors: passage('-1 is "less", or\nso', 44) },
    quote: '-1 is "less", or\nso',
    given: everyReaction,
  }),
  makeNote('cited-answer', {
    kind: 'reply',
    parent: named('cited'),
    text: 'Because $x_1 < y$, and `a\tb`.\n\n```\ntwo\n\tlines\n```',
    target: { ...paper, selectors: [] },
  }),
  makeNote('withheld', {
    text: '',
    hidden: { reason: null },
    selectors: passage('words that a host has hidden', 600),
    quote: '',
  }),
];

/** One text for a format of several files. */
export function wholeText(format: FormatName, input: ExportInput): string {
  const files = filesOf(format, input);
  const [only] = files;
  if (only && files.length === 1) return textOf(only.pieces);
  return files.map(({ name, pieces }) => `──── ${name}\n${textOf(pieces)}`).join('\n');
}

export const exportOf = (notes: readonly Note[], title = 'Measures and margins') => ({
  id: named('export'),
  title,
  exportedAt: '2026-11-23T12:00:00.000Z',
  notes,
});
