/**
 * The same words in another form of the page: a passage described in one is found in the other, both ways. The first
 * form is that in which it is described; ⟦ and ⟧ mark the passage in both.
 */
import { expect, test } from 'vitest';
import { fold } from '../../src/anchoring/fold.ts';
import { INTRO, OUTRO, carry } from './carry.ts';

const squeezed = (text: string | null) => text && String.fromCharCode(...fold(text).units);
const plain = (html: string) => html.replaceAll(/[⟦⟧]/g, '');
const page = (html: string) => INTRO + html + OUTRO;

/** Forms that read the same: found as `exact`, whichever of them was there first. */
const SAME: [string, string, string][] = [
  [
    'bold inside a word',
    '<p>a ⟦margin is a place⟧ to meet</p>',
    '<p>a ⟦mar<b>gin i</b>s a <i><u>pl</u></i>ace⟧ to meet</p>',
  ],
  ['a comment inside a word', '<p>a ⟦margin is⟧ kept</p>', '<p>a ⟦mar<!-- here -->gin is⟧ kept</p>'],
  ['a chance to break', '<p>see ⟦src/anchoring/fold⟧ there</p>', '<p>see ⟦src/<wbr>anchoring/<wbr>fold⟧ there</p>'],
  ['links', '<p>so ⟦says the margin⟧ of it</p>', '<p>so ⟦<a href="#x">says <code>the</code></a> margin⟧ of it</p>'],
  ['paragraphs and breaks', '<p>say ⟦so.</p><p>Others⟧ do not</p>', '<p>say ⟦so.<br><br>Others⟧ do not</p>'],
  [
    'paragraphs and lines by style',
    '<p>say ⟦so.</p><p>Others⟧ do not</p>',
    '<div style="white-space:pre-line">say ⟦so.\nOthers⟧ do not</div>',
  ],
  [
    'a table and a list',
    '<table><tr><td>salt ⟦and</td><td>bread⟧ too</td></tr></table>',
    '<ul><li>salt ⟦and</li><li>bread⟧ too</li></ul>',
  ],
  [
    'a table whose cells span',
    '<table><caption>Tides</caption><thead><tr><th colspan="2">High ⟦water</th></tr></thead><tr><td rowspan="2">dawn</td><td>4.20⟧</td></tr><tr><td>ebb</td></tr></table>',
    '<div><b>Tides</b><div>High ⟦water</div><div>dawn</div><div>4.20⟧</div><div>ebb</div></div>',
  ],
  ['a nested list', '<ol><li>fi⟦rst<ol><li>sec⟧ond</li></ol></li></ol>', '<p>fi⟦rst</p><p>sec⟧ond</p>'],
  ['terms', '<dl><dt>ebb ⟦is</dt><dd>water going⟧ out</dd></dl>', '<p>ebb ⟦is <span>water going⟧ out</span></p>'],
  [
    'code and code by style',
    '<pre>for x in y:\n    ⟦say(x)\nend⟧</pre>',
    '<code style="white-space:pre-wrap">for x in y:\n    ⟦say(x)\nend⟧</code>',
  ],
  [
    'code in numbered lines',
    '<pre>for x in y:\n  ⟦say(x)\nend⟧ now</pre>',
    '<style>i::before{content:attr(data-n)}</style><table><tr><td><i data-n="1"></i></td><td>for x in y:</td></tr><tr><td><i data-n="2"></i></td><td>⟦say(x)</td></tr><tr><td><i data-n="3"></i></td><td>end⟧ now</td></tr></table>',
  ],
  ['soft hyphens', '<p>a ⟦re&shy;mark&shy;able⟧ thing</p>', '<p>a ⟦remarkable⟧ thing</p>'],
  ['zero-width spaces', '<p>a ⟦re&#8203;mark&#8203;able⟧ thing</p>', '<p>a ⟦remark&#8288;able⟧ thing</p>'],
  ['ligatures', '<p>the ⟦ﬁnest oﬃce ﬂoor⟧ of all</p>', '<p>the ⟦finest office floor⟧ of all</p>'],
  ['Armenian ligatures', '<p>այս ⟦ﬔ և ﬓ⟧ է</p>', '<p>այս ⟦մե և մն⟧ է</p>'],
  ['composed and decomposed letters', '<p>un ⟦cafe\u0301 a\u0300 Ne\u0302mes⟧ ici</p>', '<p>un ⟦café à Nêmes⟧ ici</p>'],
  ['Vietnamese with two marks', '<p>đọc ⟦tiê\u0301ng Viê\u0323t⟧ chậm</p>', '<p>đọc ⟦tiếng Việt⟧ chậm</p>'],
  [
    'letters that only canonical forms join',
    '<p>Τι λέτε\u037e ⟦κ\u1f71τι \u212bngström⟧ ναι</p>',
    '<p>Τι λέτε; ⟦κάτι Ångström⟧ ναι</p>',
  ],
  ['Devanagari with nukta', '<p>यह ⟦\u0958लम और किता\u095b⟧ है</p>', '<p>यह ⟦\u0915\u093cलम और किता\u091c\u093c⟧ है</p>'],
  ['quotation marks', '<p>he ⟦"said" \'so\'⟧ once</p>', '<p>he ⟦“said” ‘so’⟧ once</p>'],
  ['German and French quotation marks', '<p>er ⟦„sagt“ ‚so‘⟧ oft</p>', '<p>er ⟦«sagt» ‹so›⟧ oft</p>'],
  ['dashes and dots', '<p>one ⟦- two... three⟧ four</p>', '<p>one ⟦— two… three⟧ four</p>'],
  ['hard spaces', '<p>10 ⟦000 km and 5 %⟧ more</p>', '<p>10&nbsp;⟦000&#8239;km and 5&nbsp;%⟧ more</p>'],
  [
    'Chinese with and without spaces',
    '<p>一个人读书读得慢，⟦却看得更多⟧，因为他会停下来。</p>',
    '<p>一个人读书读得慢， ⟦却看得\n更多⟧， 因为他会停下来。</p>',
  ],
  ['full-width letters', '<p>表示は⟦ＡＢＣ（１２）⟧です。</p>', '<p>表示は⟦ABC(12)⟧です。</p>'],
  ['decomposed kana', '<p>これは⟦か\u3099くせいと⟧です。</p>', '<p>これは⟦がくせいと⟧です。</p>'],
  [
    'Hangul in letters',
    '<p>함께 ⟦\u110e\u1162\u11a8을 \u110b\u1175\u11b0는⟧ 사람들</p>',
    '<p>함께 ⟦책을 읽는⟧ 사람들</p>',
  ],
  ['Hangul half composed', '<p>함께 ⟦채\u11a8을 이\u11b0는⟧ 사람들</p>', '<p>함께 ⟦책을 읽는⟧ 사람들</p>'],
  ['Thai', '<p>คนที่อ่านช้า⟦ย่อมเห็นมากกว่า⟧คนที่รีบ</p>', '<p>คนที่<wbr>อ่านช้า&#8203;⟦ย่อมเห็น&#8203;มากกว่า⟧คนที่รีบ</p>'],
  [
    'Arabic lengthened',
    '<p dir="rtl">من يقرأ ببطء ⟦يـــرى أكثـــر⟧ ممن يسرع.</p>',
    '<p dir="rtl">من يقرأ ببطء ⟦يرى أكثر⟧ ممن يسرع.</p>',
  ],
  [
    'Arabic with vowels',
    '<p dir="rtl">مَنْ يَقْرَأُ بِبُطْءٍ ⟦يَرَى أَكْثَرَ⟧ مِمَّنْ يُسْرِعُ.</p>',
    '<p dir="rtl">من يقرأ ببطء ⟦يرى أكثر⟧ ممن يسرع.</p>',
  ],
  [
    'Arabic in presentation forms',
    '<p dir="rtl">هنا ⟦\ufefb\ufea3\ufeec\ufe8e⟧ هناك</p>',
    '<p dir="rtl">هنا ⟦\u0644\u0627\u062d\u0647\u0627⟧ هناك</p>',
  ],
  ['Hebrew with points', '<p dir="rtl">אָמַר ⟦שָׁלוֹם לְכֻלָּם⟧ וְהָלַךְ</p>', '<p dir="rtl">אמר ⟦שלום לכלם⟧ והלך</p>'],
  [
    'Hebrew letters with built-in points',
    '<p dir="rtl">אמר ⟦\ufb2aלום ל\ufb3bולם⟧ והלך</p>',
    '<p dir="rtl">אמר ⟦ש\u05c1לום לכ\u05bcולם⟧ והלך</p>',
  ],
  [
    'direction marks',
    '<p dir="rtl">ראו ⟦\u200fABC\u200e (1)\u200f⟧ כאן</p>',
    '<p dir="rtl">ראו ⟦<bdi>ABC</bdi> (1)⟧ כאן</p>',
  ],
  ['emoji with and without their variation', '<p>so ⟦❤️ and ☎️⟧ it is</p>', '<p>so ⟦❤ and ☎⟧ it is</p>'],
  ['families and flags', '<p>🙂 the ⟦👩‍👩‍👧 of 🇫🇷🇩🇪 👍🏽⟧ 🙂</p>', '<p>🙂 the ⟦<span>👩‍👩‍👧</span> of <b>🇫🇷</b>🇩🇪 👍🏽⟧ 🙂</p>'],
  [
    'a formula with its source',
    '<p>Let ⟦<math><mi>x</mi><mo>=</mo><mn>1</mn></math> hold⟧ here.</p>',
    '<p>Let ⟦<math alttext="x=1"><semantics><mrow><mi>x</mi><mo>=</mo><mn>1</mn></mrow><annotation encoding="application/x-tex">x=1</annotation></semantics></math> hold⟧ here.</p>',
  ],
  [
    'a formula and plain letters',
    '<p>Let ⟦<math><mi>f</mi><mo>&#8289;</mo><mo>(</mo><mi>x</mi><mo>)</mo><mo>−</mo><mn>1</mn></math> hold⟧ on.</p>',
    '<p>Let ⟦f(x) - 1 hold⟧ on.</p>',
  ],
  [
    'capitals by style',
    '<p style="text-transform:uppercase">the ⟦reader of margins⟧ waits</p>',
    '<p>the ⟦reader of margins⟧ waits</p>',
  ],
  [
    'no box of its own',
    '<p>the ⟦reader of margins⟧ waits</p>',
    '<div style="display:contents"><span style="display:contents">the ⟦reader of</span> margins⟧ waits</div>',
  ],
  [
    'marks by style',
    '<p>the ⟦reader of margins⟧ waits</p>',
    '<style>.q::before,.q::after{content:"»quoted«"}</style><p class="q">the ⟦reader <b class="q">of</b> margins⟧ waits</p>',
  ],
  [
    'text that cannot be selected',
    '<p>the ⟦reader of margins⟧ waits</p>',
    '<p style="user-select:none">the ⟦reader of margins⟧ waits</p>',
  ],
  [
    'details, closed',
    '<p>the ⟦reader of margins⟧ waits</p>',
    '<details><summary>More</summary><p>the ⟦reader of margins⟧ waits</p></details>',
  ],
  [
    'hidden until found',
    '<p>the ⟦reader of margins⟧ waits</p>',
    '<div hidden="until-found">the ⟦reader of margins⟧ waits</div>',
  ],
  [
    'not painted for now',
    '<p>the ⟦reader of margins⟧ waits</p>',
    '<div style="content-visibility:auto;contain-intrinsic-size:9000px">the ⟦reader of margins⟧ waits</div>',
  ],
  [
    'a shadow tree',
    '<p>the ⟦reader of margins⟧ waits</p>',
    '<div><template shadowrootmode="open"><p>the ⟦reader of margins⟧ waits</p></template></div>',
  ],
  [
    'shadow trees in one another',
    '<p>the ⟦reader of margins⟧ waits</p>',
    '<div><template shadowrootmode="open"><x-a><template shadowrootmode="open"><p>the ⟦reader of <b>margins</b>⟧ waits</p></template></x-a></template></div>',
  ],
  [
    'slots',
    '<p>the ⟦reader of margins⟧ waits</p>',
    '<div><template shadowrootmode="open"><p><slot name="a"></slot> <slot></slot></p></template><span slot="a">the ⟦reader</span>of margins⟧ waits</div>',
  ],
  [
    'a passage that goes on into a slot',
    '<p>the ⟦reader</p><p>of margins⟧ waits</p>',
    '<p>the ⟦reader</p><div><template shadowrootmode="open"><section><slot></slot></section></template><p>of margins⟧ waits</p></div>',
  ],
];

test.each(SAME)('%s', (_, one, other) => {
  for (const [before, after] of [
    [one, other],
    [other, one],
    [one, one],
    [other, other],
  ] as const) {
    const result = carry(page(before), page(plain(after)));
    expect(result).toMatchObject({ state: 'exact' });
    expect(squeezed(result.words)).toBe(wordsIn(after));
  }
});

/** Forms that show more or fewer characters: still found, from its first to its last word. */
test.each([
  [
    'line numbers that are text',
    '<pre>for x in range(9):\n  ⟦print(x)\n  total += x\nreturn total⟧ / 9</pre>',
    '<table><tr><td style="user-select:none">1</td><td>for x in range(9):</td></tr><tr><td style="user-select:none">2</td><td>⟦print(x)</td></tr><tr><td style="user-select:none">3</td><td>total += x</td></tr><tr><td style="user-select:none">4</td><td>return total⟧ / 9</td></tr></table>',
  ],
  [
    'how to say it, above the signs',
    '<p>彼は⟦東京の図書館で本を読む⟧のが好きだ。</p>',
    '<p>彼は⟦<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>の<ruby>図書館<rp>(</rp><rt>としょかん</rt><rp>)</rp></ruby>で本を読む⟧のが好きだ。</p>',
  ],
  [
    'notes by number',
    '<p>Whoever ⟦reads in company reads twice, and remembers⟧ more.</p>',
    '<p>Whoever ⟦reads in company<sup>[1]</sup> reads twice,<sup>[2]</sup> and remembers⟧ more.</p>',
  ],
])('%s', (_, one, other) => {
  for (const [before, after] of [
    [one, other],
    [other, one],
  ] as const) {
    const result = carry(page(before), page(plain(after)));
    expect(['exact', 'changed']).toContain(result.state);
    expect(squeezed(result.words)).toBe(wordsIn(after));
  }
});

/** What stands between the marks, without tags. */
function wordsIn(html: string): string | null {
  const box = document.createElement('template');
  box.innerHTML = html.slice(html.indexOf('⟦') + 1, html.indexOf('⟧'));
  return squeezed(box.content.textContent);
}
