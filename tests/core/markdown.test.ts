/** Markdown becomes a harmless tree: right for people's texts, bounded for hostile ones. */
import { describe, expect, test } from 'vitest';
import { markdownExcerpt, parseMarkdown, type Block, type Inline } from '../../src/core/markdown.ts';
import { MAX_TEXT } from '../../src/core/record.ts';
import { fc } from '../laws.ts';

const text = (words: string): Inline => ({ type: 'text', text: words });
const paragraph = (...children: Inline[]): Block => ({ type: 'paragraph', children });

describe('structure', () => {
  test('emphasis, code, breaks and paragraphs', () => {
    expect(parseMarkdown('I *do* **mean** `it`.\n\nTruly')).toEqual([
      paragraph(
        text('I '),
        { type: 'emphasis', children: [text('do')] },
        text(' '),
        { type: 'strong', children: [text('mean')] },
        text(' '),
        { type: 'code', text: 'it' },
        text('.'),
      ),
      paragraph(text('Truly')),
    ]);
  });

  test('lists keep their order and their start', () => {
    expect(parseMarkdown('3. a\n4. b\n\n- c')).toEqual([
      { type: 'list', start: 3, items: [[paragraph(text('a'))], [paragraph(text('b'))]] },
      { type: 'list', start: null, items: [[paragraph(text('c'))]] },
    ]);
  });

  test('quotes, headings, code blocks and rules', () => {
    expect(parseMarkdown('## h\n> q\n\n```js\nx\n```\n***')).toEqual([
      { type: 'heading', depth: 2, children: [text('h')] },
      { type: 'quote', children: [paragraph(text('q'))] },
      { type: 'code', text: 'x' },
      { type: 'rule' },
    ]);
  });

  test('mathematics between dollars, and money that is none', () => {
    expect(parseMarkdown('So $a_1 < b$, or\n\n$$\n\\frac{1}{2}\n$$')).toEqual([
      paragraph(text('So '), { type: 'math', tex: 'a_1 < b' }, text(', or')),
      { type: 'math', tex: '\\frac{1}{2}' },
    ]);
    const words = (markdown: string): (Block | Inline)[] =>
      parseMarkdown(markdown).flatMap((block): (Block | Inline)[] => ('children' in block ? block.children : [block]));
    for (const money of ['It is $5 and not $10.', 'From $5 to $ 6, or $7', 'a $ b $ c', '$20,000 and USD$30,000'])
      expect(words(money)).not.toContainEqual(expect.objectContaining({ type: 'math' }));
    expect(words('costs $5, see https://a.example/ for $6')).toContainEqual(expect.objectContaining({ type: 'link' }));
    expect(words('also $$x$$ here')).toContainEqual({ type: 'math', tex: 'x' });
    expect(words('not \\$x\\$')).toEqual([text('not $x$')]);
  });

  test('nothing is nothing', () => expect(parseMarkdown(' \n\n ')).toEqual([]));
});

describe('links', () => {
  test.each([
    ['[a](https://b.example/c)', 'https://b.example/c'],
    ['[a][b]\n\n[b]: http://c.example/', 'http://c.example/'],
    ['<mailto:a@b.example>', 'mailto:a@b.example'],
    ['![a](https://b.example/p.png)', 'https://b.example/p.png'],
    ['(see https://b.example/c).', 'https://b.example/c'],
  ])('%s goes to %s', (markdown, url) => {
    expect(urls(parseMarkdown(markdown))).toEqual([url]);
  });

  test.each([
    '[a](javascript:alert(1))',
    '[a](JaVaScRiPt:alert(1))',
    '[a](data:text/html,x)',
    '[a](/relative)',
    '[a](chrome-extension://abc/x.html)',
    '![a](file:///etc/passwd)',
    '[a](java&#10;script:alert(1))',
  ])('%s is only words', (markdown) => {
    const tree = parseMarkdown(markdown);
    expect(urls(tree)).toEqual([]);
    expect(JSON.stringify(tree)).toContain('a');
  });

  test('an address inside a link does not make a second one', () => {
    expect(urls(parseMarkdown('[https://a.example/](https://b.example/)'))).toEqual(['https://b.example/']);
  });
});

test('raw HTML is shown as text', () => {
  expect(parseMarkdown('a <img src=x onerror=alert(1)> b')).toEqual([
    paragraph(text('a '), text('<img src=x onerror=alert(1)>'), text(' b')),
  ]);
  expect(parseMarkdown('<script>alert(1)</script>')).toEqual([paragraph(text('<script>alert(1)</script>'))]);
});

test('an excerpt of plain prose says what the parser reads in it', () => {
  const words = (block: object): string =>
    Object.entries(block).reduce(
      (said, [key, value]) =>
        said + (key === 'text' || key === 'tex' ? value : Array.isArray(value) ? value.flat().map(words).join('') : ''),
      '',
    );
  const prose = fc.array(fc.constantFrom(...'ab é.,;1-#+=!()|"', ' x', '. ', '- ', '# '), { maxLength: 40 });
  fc.assert(
    fc.property(prose, (parts) => {
      const text = `w${parts.join('')}`;
      const read = parseMarkdown(text).map(words).join(' ').replace(/\s+/g, ' ').trim();
      expect(markdownExcerpt(text, 200)).toBe(read);
    }),
  );
});

test('an excerpt is one line without marks', () => {
  expect(markdownExcerpt('# A *b*\n\n- c\n- [d](https://e.example)', 50)).toBe('A b c d');
  expect(markdownExcerpt('👩‍🚀'.repeat(3) + ' abcdef', 6)).toMatch(/…$/);
  expect([...markdownExcerpt('word '.repeat(100), 20)].length).toBeLessThanOrEqual(20);
});

describe('hostile text', () => {
  const marks = [
    '>',
    '> ',
    '*',
    '*a ',
    '**x',
    '_a ',
    '[',
    '![',
    '[a](',
    '[a] ',
    ']',
    '`',
    '<',
    '<a ',
    '&',
    '$',
    '$a$',
    '$$\n',
    '- ',
    '1. ',
    '+ ',
  ];
  const more = [
    '\n',
    '\\',
    '#',
    '> \n',
    '- a\n',
    '1. a\n',
    '[a]: b\n',
    '\n\n* * *',
    '> > > > > > > > > > > a\n',
    '|',
    '~',
    ' ',
  ];
  test.each([...marks, ...more])('50,000 characters of %j are read quickly', (unit) => {
    const long = unit.repeat(Math.ceil(MAX_TEXT / unit.length));
    const tenth = Math.max(
      2000,
      cpuTime(() => parseMarkdown(long.slice(0, MAX_TEXT / 10))),
    );
    let tree: ReturnType<typeof parseMarkdown> = [];
    // ten times the text takes about ten times as long; if it grew by the square, a hundred times
    expect(cpuTime(() => (tree = parseMarkdown(long)))).toBeLessThan(60 * tenth);
    expect(depth(tree)).toBeLessThanOrEqual(16);
  });

  test('nesting is cut at a depth, and no word is lost by it', () => {
    const nested = `${'*a **b '.repeat(60)}end${'** *'.repeat(60)}`;
    const tree = parseMarkdown(nested);
    expect(depth(tree)).toBeLessThanOrEqual(16);
    expect(JSON.stringify(tree)).toContain('end');
  });

  test('any text gives a tree, with safe addresses only', () => {
    const piece = fc.oneof(fc.constantFrom(...marks, ...more, '](javascript:x)', '<b>', 'https://a.b'), fc.string());
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const tree = parseMarkdown(pieces.join(''));
        expect(depth(tree)).toBeLessThanOrEqual(16);
        for (const url of urls(tree)) expect(url).toMatch(/^(https?|mailto):/);
      }),
      { numRuns: 500, seed: 2 },
    );
  });
});

type Any = Block | Inline;

/** In microseconds, of this process: a busy machine does not count. */
test('words that are their own Markdown are read as any Markdown is', () => {
  const parts = [
    ...'aZ09.,;:?\'"()/%@=+{}-–—’“éßनि中ع²½!',
    'http://a.b/c',
    'www.a.de',
    'a@b.co',
    '1.',
    ' ',
    ' ',
    '\u0301',
  ];
  const line = fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((some) => some.join(''));
  fc.assert(
    // The line's end has it read by the parser, and says nothing.
    fc.property(line, (words) => {
      expect(parseMarkdown(words)).toEqual(parseMarkdown(`${words}\n`));
    }),
    { numRuns: 2000 },
  );
});

function cpuTime(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user;
}

function childrenOf(node: Any): readonly Any[] {
  if (node.type === 'list') return node.items.flat();
  return 'children' in node ? node.children : [];
}

function urls(nodes: readonly Any[]): string[] {
  return nodes.flatMap((node) => [...(node.type === 'link' ? [node.url] : []), ...urls(childrenOf(node))]);
}

function depth(nodes: readonly Any[]): number {
  return nodes.length === 0 ? 0 : 1 + Math.max(...nodes.map((node) => depth(childrenOf(node))));
}
