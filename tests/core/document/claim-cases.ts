/** Pages that say something about themselves, and another one: do they meet? */
import type { PageFacts } from '../../../src/core/document.ts';

/** The other page is its address alone: what it says of itself can only add to it. */
export type ClaimCase = readonly [why: string, page: PageFacts, other: string | PageFacts];

const page = (url: string, canonical?: string, more: Partial<PageFacts> = {}): PageFacts => ({
  url,
  canonical,
  ...more,
});
const DOI = '10.1234/Abc.5';
const cites = (url: string, ...dois: string[]): PageFacts => ({ url, dois });

export const same: readonly ClaimCase[] = [
  ['mobile host', page('https://m.example.org/a', 'https://example.org/a'), 'https://example.org/a'],
  ['mobile host of www', page('https://mobile.example.org/a', 'https://www.example.org/a'), 'https://example.org/a'],
  ['AMP host', page('https://amp.example.org/a', 'https://example.org/a'), 'https://example.org/a'],
  ['AMP by path', page('https://example.org/a/amp', 'https://example.org/a'), 'https://example.org/a'],
  ['AMP by path with a slash', page('https://example.org/a/amp/', 'https://example.org/a/'), 'https://example.org/a/'],
  [
    'AMP in front',
    page('https://example.org/amp/story-title-1', 'https://example.org/story-title-1'),
    'https://example.org/story-title-1',
  ],
  ['AMP by parameter', page('https://example.org/a?amp=1', 'https://example.org/a'), 'https://example.org/a'],
  ['AMP by output', page('https://example.org/a?outputType=amp', 'https://example.org/a'), 'https://example.org/a'],
  [
    'AMP cache',
    page('https://www-example-org.cdn.ampproject.org/c/s/www.example.org/a/amp', 'https://www.example.org/a'),
    'https://example.org/a',
  ],
  [
    'amphtml, found from its address alone',
    page('https://example.org/a', undefined, { amp: 'https://amp.example.org/a' }),
    'https://amp.example.org/a',
  ],
  ['print view', page('https://example.org/a?print=1', 'https://example.org/a'), 'https://example.org/a'],
  ['print view by path', page('https://example.org/a/print', 'https://example.org/a'), 'https://example.org/a'],
  ['print view by value', page('https://example.org/a?view=print', 'https://example.org/a'), 'https://example.org/a'],
  [
    'how the reader came, confirmed',
    page('https://news.example/a?smid=tw-share', 'https://news.example/a'),
    'https://news.example/a',
  ],
  ['ref, confirmed', page('https://news.example/a?ref=home', 'https://news.example/a'), 'https://news.example/a'],
  [
    'two who came differently',
    page('https://news.example/a?ref=home', 'https://news.example/a'),
    page('https://news.example/a?source=mail', 'https://news.example/a'),
  ],
  ['trailing slash, confirmed', page('https://example.org/a', 'https://example.org/a/'), 'https://example.org/a/'],
  [
    'index file, confirmed',
    page('https://example.org/a/index.html', 'https://example.org/a/'),
    'https://example.org/a/',
  ],
  ['front page’s index file', page('https://example.org/index.php', 'https://example.org/'), 'https://example.org/'],
  ['case, confirmed', page('https://example.org/Story', 'https://example.org/story'), 'https://example.org/story'],
  [
    'better address of the same id',
    page('https://news.example/story.php?id=4711', 'https://news.example/4711/the-title'),
    'https://news.example/4711/the-title',
  ],
  [
    'number and title',
    page('https://example.org/questions/4711', 'https://example.org/questions/4711/how-to'),
    'https://example.org/questions/4711/how-to',
  ],
  [
    'parameter kept',
    page('https://example.org/view?id=3&ref=x', 'https://example.org/view?id=3'),
    'https://example.org/view?id=3',
  ],
  ['route kept', page('https://example.org/#/one', 'https://www.example.org/#/one'), 'https://example.org/#/one'],
  [
    'tidied after loading',
    page('https://example.org/a', 'https://example.org/a', { saidAt: 'https://example.org/a?ref=x' }),
    'https://example.org/a?ref=x',
  ],
  [
    'gone on in the page, at the same address',
    page('https://m.example.org/a#p', 'https://example.org/a', { saidAt: 'https://m.example.org/a' }),
    'https://example.org/a',
  ],
  [
    'tracking tidied after loading',
    page('https://m.example.org/a', 'https://example.org/a', { saidAt: 'https://m.example.org/a?utm_source=x' }),
    'https://example.org/a',
  ],
  ['abstract and full text', cites('https://journal.example/abs/5', DOI), cites('https://journal.example/full/5', DOI)],
  [
    'publisher and repository',
    cites('https://journal.example/5', DOI),
    cites('https://repository.example/99', `https://doi.org/${DOI}`),
  ],
  [
    'article by its library proxy',
    cites('https://journal-example.ezproxy.uni.example/5', DOI),
    cites('https://journal.example/5', DOI),
  ],
  [
    'ways of writing a DOI',
    cites('https://a.example/1', `doi: ${DOI.toUpperCase()}.`),
    cites('https://b.example/1', `http://dx.doi.org/${DOI}`),
  ],
  [
    'an encoded DOI',
    cites('https://a.example/1', 'https://doi.org/10.1002%2F(SICI)1097(19980815)17:15%3C1661%3E3.0.CO;2-2'),
    cites('https://b.example/1', '10.1002/(sici)1097(19980815)17:15<1661>3.0.co;2-2'),
  ],
  [
    'a DOI that ends in a bracket',
    cites('https://a.example/1', '10.1016/0304-3975(94)00215-(4)'),
    cites('https://b.example/1', 'info:doi/10.1016/0304-3975(94)00215-(4).'),
  ],
  [
    'one DOI in two ways, beside another identifier',
    cites('https://a.example/1', DOI, `doi:${DOI}`, 'isbn:978-3'),
    cites('https://b.example/1', DOI),
  ],
  [
    'PDF at two addresses',
    page('https://a.example/x.pdf', undefined, { fingerprint: 'ab'.repeat(16) }),
    page('https://b.example/y.pdf', undefined, { fingerprint: 'AB'.repeat(16) }),
  ],
  [
    'PDF on a disk and in the web',
    page('file:///home/ada/x.pdf', undefined, { fingerprint: 'ab'.repeat(16) }),
    page('https://b.example/y.pdf', undefined, { fingerprint: 'ab'.repeat(16) }),
  ],
];

export const different: readonly ClaimCase[] = [
  [
    'story and the story before',
    page('https://example.org/story/5', 'https://example.org/story/4'),
    'https://example.org/story/4',
  ],
  [
    'a DOI of a snapshot',
    cites('https://web.archive.org/web/20200102030405/https://a.example/1', DOI),
    cites('https://a.example/1', DOI),
  ],
  ['another site', page('https://evil.example/x', 'https://bank.example/a'), 'https://bank.example/a'],
  [
    'another site by og or AMP',
    page('https://evil.example/x', undefined, { amp: 'https://bank.example/a' }),
    'https://bank.example/a',
  ],
  [
    'a subdomain claims its neighbour',
    page('https://ada.github.io/a', 'https://ben.github.io/a'),
    'https://ben.github.io/a',
  ],
  [
    'a subdomain claims the main host',
    page('https://ada.example.org/a', 'https://example.org/a'),
    'https://example.org/a',
  ],
  ['a host claims its variant', page('https://github.io/a', 'https://m.github.io/a'), 'https://m.github.io/a'],
  ['from variant to variant', page('https://m.github.io/a', 'https://amp.github.io/a'), 'https://amp.github.io/a'],
  ['a host that only ends alike', page('https://evilexample.org/a', 'https://example.org/a'), 'https://example.org/a'],
  ['another port', page('http://127.0.0.1:1/x', 'http://127.0.0.1:2/x'), 'http://127.0.0.1:2/x'],
  [
    'a name in front of the host',
    page('https://evil.example/x', 'https://evil.example@bank.example/x'),
    'https://bank.example/x',
  ],
  ['a file', page('https://evil.example/x', 'file:///home/ada/x.html'), 'file:///home/ada/x.html'],
  ['from a file', page('file:///home/ada/x.html', 'https://example.org/x'), 'https://example.org/x'],
  ['no address at all', page('https://example.org/x', 'javascript:1'), 'https://example.org/y'],
  ['front page of everything', page('https://example.org/deep', 'https://example.org/'), 'https://example.org/'],
  [
    'front page with index file of everything',
    page('https://example.org/deep', 'https://example.org/index.html'),
    'https://example.org/',
  ],
  [
    'front page shows a story today',
    page('https://example.org/', 'https://example.org/story'),
    'https://example.org/story',
  ],
  [
    'section of a story',
    page('https://example.org/news/story', 'https://example.org/news'),
    'https://example.org/news',
  ],
  ['language’s front page', page('https://example.org/de/story', 'https://example.org/de/'), 'https://example.org/de/'],
  [
    'page 2 claims page 1',
    page('https://example.org/list?page=2', 'https://example.org/list'),
    'https://example.org/list',
  ],
  [
    'page 2 claims page 1, both named',
    page('https://example.org/list?page=2', 'https://example.org/list?page=1'),
    'https://example.org/list?page=1',
  ],
  ['page 2 by path', page('https://example.org/list/page/2', 'https://example.org/list'), 'https://example.org/list'],
  ['page 2 by number', page('https://example.org/list/2', 'https://example.org/list'), 'https://example.org/list'],
  [
    'page 2 by file',
    page('https://example.org/story-page2.html', 'https://example.org/story.html'),
    'https://example.org/story.html',
  ],
  [
    'part of a thread',
    page('https://forum.example/thread/page-3', 'https://forum.example/thread/page-2'),
    'https://forum.example/thread/page-2',
  ],
  [
    'script without its id',
    page('https://forum.example/view.php?id=3', 'https://forum.example/view.php'),
    'https://forum.example/view.php',
  ],
  [
    'two ids, one claim',
    page('https://forum.example/view.php?id=3', 'https://forum.example/view.php'),
    page('https://forum.example/view.php?id=4', 'https://forum.example/view.php'),
  ],
  [
    'another id',
    page('https://forum.example/view.php?id=3', 'https://forum.example/view.php?id=4'),
    'https://forum.example/view.php?id=4',
  ],
  [
    'id in no word of the better address',
    page('https://news.example/story.php?id=4711', 'https://news.example/story/the-title'),
    'https://news.example/story/the-title',
  ],
  [
    'id as part of another number',
    page('https://news.example/story.php?id=471', 'https://news.example/4711/title'),
    'https://news.example/4711/title',
  ],
  ['search', page('https://example.org/search?q=tide', 'https://example.org/search'), 'https://example.org/search'],
  ['language by parameter', page('https://example.org/a?lang=de', 'https://example.org/a'), 'https://example.org/a'],
  [
    'viewer without its file',
    page('https://example.org/viewer?source=a.pdf', 'https://example.org/viewer'),
    'https://example.org/viewer',
  ],
  [
    'share without its number',
    page('https://example.org/share?ref=12', 'https://example.org/share'),
    'https://example.org/share',
  ],
  [
    'form that is no way of showing',
    page('https://example.org/a?view=grid2', 'https://example.org/a'),
    'https://example.org/a',
  ],
  ['an unknown parameter', page('https://example.org/a?zz=9', 'https://example.org/a'), 'https://example.org/a'],
  [
    'what a secret link opens',
    page('https://example.org/s?token=aaaaaaaaaaaaaaa1', 'https://example.org/s'),
    'https://example.org/s',
  ],
  [
    'shell of an application',
    page('https://example.org/app#/one', 'https://example.org/app'),
    'https://example.org/app',
  ],
  [
    'another route',
    page('https://example.org/app#/one', 'https://example.org/app#/two'),
    'https://example.org/app#/two',
  ],
  [
    'Moodle: course for page',
    page('https://moodle.example/mod/page/view.php?id=7', 'https://moodle.example/course/view.php?id=2'),
    'https://moodle.example/course/view.php?id=2',
  ],
  [
    'left over from the page before',
    page('https://example.org/two', 'https://example.org/one', { saidAt: 'https://example.org/one' }),
    'https://example.org/one',
  ],
  [
    'left over in an application',
    page('https://m.example.org/two', 'https://example.org/one', { saidAt: 'https://m.example.org/one' }),
    'https://example.org/one',
  ],
  [
    'went on to where it claimed, from elsewhere',
    page('https://example.org/one', 'https://example.org/one', { saidAt: 'https://example.org/two?id=4' }),
    'https://example.org/two?id=4',
  ],
  [
    'a DOI left over from the page before',
    page('https://a.example/2', undefined, { dois: [DOI], saidAt: 'https://a.example/1' }),
    cites('https://b.example/1', DOI),
  ],
  [
    'snapshot claims its page',
    page('https://web.archive.org/web/20200102030405/https://example.org/a', 'https://example.org/a'),
    'https://example.org/a',
  ],
  [
    'snapshot claims another snapshot',
    page(
      'https://web.archive.org/web/20200102030405/https://example.org/a',
      'https://web.archive.org/web/20200102030405/https://example.org/b',
    ),
    'https://web.archive.org/web/20200102030405/https://example.org/b',
  ],
  [
    'translation claims its page',
    page('https://example-org.translate.goog/a', 'https://example.org/a'),
    'https://example.org/a',
  ],
  [
    'two DOIs: an article and one it cites',
    cites('https://a.example/1', DOI, '10.1234/other'),
    cites('https://b.example/1', DOI),
  ],
  ['a DOI’s supplement', cites('https://a.example/1', `${DOI}.s001`), cites('https://b.example/1', DOI)],
  ['no DOI: a handle', cites('https://a.example/1', '11.1234/abc'), cites('https://b.example/1', '11.1234/abc')],
  ['no DOI: words around it', cites('https://a.example/1', `see ${DOI}`), cites('https://b.example/1', DOI)],
  ['no DOI: a prefix alone', cites('https://a.example/1', '10.1234/.'), cites('https://b.example/1', '10.1234/.')],
  ['a DOI from a file', cites('file:///home/ada/x.html', DOI), cites('https://b.example/1', DOI)],
  [
    'no fingerprint',
    page('https://a.example/x.pdf', undefined, { fingerprint: '0' }),
    page('https://b.example/y.pdf', undefined, { fingerprint: '0' }),
  ],
];
