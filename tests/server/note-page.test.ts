/** The page a link to a note opens: who sees the note, who sees nothing, and that nothing is the same for all. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLimits, RULES } from '../../src/server/http/limits.ts';
import { NOTE_WORDS } from '../../src/server/pages/note-words.ts';
import { Learner, fields, freshId, openEndpoint, putOp, roomyLimits } from './class.ts';
import type { TestEndpoint } from './class.ts';
import { pictures } from '../core/pictures.ts';
import { idOf } from './png.ts';

let endpoint: TestEndpoint;
let ada: Learner;
let ben: Learner;
let group: string;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
  ada = await Learner.guest(endpoint.url, 'Ada');
  ben = await Learner.guest(endpoint.url, '<b>Ben</b>');
  group = await ada.makeGroup('Sea & "Shore"');
  await ben.join(await ada.invite(group));
});
afterAll(() => endpoint.dispose());

type Visit = { status: number; text: string; headers: Headers };

/** A browser with one cookie, which follows no redirect. */
class Visitor {
  cookie = '';

  static async of(learner: Learner): Promise<Visitor> {
    const visitor = new Visitor();
    const { code } = JSON.parse((await learner.ask('POST', '/account/v1/device-code', {})).text);
    const answer = await visitor.send(freshId(), { code });
    expect(answer.status).toBe(303);
    return visitor;
  }

  open(note: string, headers: Record<string, string> = {}): Promise<Visit> {
    return this.#ask(`/a/${note}`, { headers });
  }

  send(note: string, form: Record<string, string>, site = 'same-origin'): Promise<Visit> {
    return this.#ask(`/a/${note}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { 'sec-fetch-site': site },
    });
  }

  async #ask(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Visit> {
    const headers = { ...init.headers, ...(this.cookie !== '' && { cookie: this.cookie }) };
    const response = await fetch(endpoint.url + path, { ...init, headers, redirect: 'manual' });
    for (const set of response.headers.getSetCookie()) {
      this.cookie = set.includes('Max-Age=0') ? '' : (set.split(';', 1)[0] ?? '');
    }
    return { status: response.status, text: await response.text(), headers: response.headers };
  }
}

describe('a link to a note', () => {
  test('shows the whole thread to a member, with passage, tags, Markdown and who wrote it', async () => {
    const [question, answer, deeper, other] = [freshId(), freshId(), freshId(), freshId()];
    const target = { ...fields().target, title: 'A <i>reading</i>' };
    await ada.push(
      putOp(group, question, fields({ kind: 'question', text: 'Why *this* and $x^2$?', tags: ['sea'], target })),
      putOp(group, other, fields({ text: 'beside it', target })),
    );
    const reply = fields({ kind: 'reply', target: { ...target, selectors: [] } });
    await ben.push(
      putOp(group, answer, { ...reply, text: '> because\n\n[it](https://example.org/x)', parent: question }),
    );
    await ada.push(putOp(group, deeper, { ...reply, text: 'Thank you', parent: answer }));

    const visitor = await Visitor.of(ben);
    const page = await visitor.open(answer);
    expect(page.status).toBe(200);
    expect(page.text).toContain('<h1 dir="auto">A &lt;i&gt;reading&lt;/i&gt;</h1>');
    expect(page.text).toContain('Sea &amp; &quot;Shore&quot;');
    expect(page.text).toContain('the passage</blockquote>');
    expect(page.text).toContain('href="https://example.org/reading"');
    expect(page.text).toContain('<em>this</em>');
    expect(page.text).toContain('<msup>');
    expect(page.text).toContain('<li dir="auto">sea</li>');
    expect(page.text).toContain('&lt;b&gt;Ben&lt;/b&gt;');
    expect(page.text).toContain('<a href="https://example.org/x" rel="noopener noreferrer nofollow ugc">it</a>');
    expect(page.text.indexOf('because')).toBeLessThan(page.text.indexOf('Thank you'));
    expect(page.text).not.toContain('beside it');
    expect(page.text).toMatch(/meant" aria-current="true"\s*>[^]*because/);
  });

  test('shows what was answered without words, as each reader may know it: what answered a question, stances, never thanks', async () => {
    const [question, answer] = [freshId(), freshId()];
    const cid = await Learner.guest(endpoint.url, 'Cid');
    await cid.join(await ada.invite(group));
    await ada.push(putOp(group, question, fields({ kind: 'question', text: 'Why?' })));
    const reply = { kind: 'reply', text: 'So that', parent: question } as const;
    await ben.push(putOp(group, answer, fields({ ...reply, target: { ...fields().target, selectors: [] } })));
    const [reader, writer] = [await Visitor.of(ada), await Visitor.of(ben)];
    const unsaid = (await reader.open(question)).text;
    expect(unsaid).not.toMatch(/class="kind answered"|aria-label="Reactions"/);

    await ben.react(group, question, 'me-too');
    for (const who of [ada, cid]) await who.react(group, answer, 'agree');
    await ada.react(group, answer, 'nod');
    const open = (await reader.open(question)).text;
    expect(open).toContain('<li>Me too · 1</li>');
    expect(open).toContain('<li>Agree · 2</li>');
    expect(open).not.toContain('class="kind answered"');
    // Thanks are told of in the inbox; here not even to who gave them and to whom they were given.
    for (const { text } of [await reader.open(answer), await writer.open(answer)]) {
      expect(text.match(/<li>[^<]* · \d<\/li>/g)).toHaveLength(2);
      expect(text).not.toMatch(/nod|thank/i);
    }

    await ada.react(group, answer, 'answered');
    await ada.react(group, question, 'resolved');
    const done = (await writer.open(answer, { 'accept-language': 'de' })).text;
    expect(done.match(/class="kind answered">[^<]+/g)).toEqual([
      `class="kind answered">${NOTE_WORDS.de.answered}`,
      `class="kind answered">${NOTE_WORDS.de.isAnswer}`,
    ]);
    expect(done).toContain(`<li>${NOTE_WORDS.de.agree} · 2</li>`);
    expect(done).toMatch(/<li>Erledigt von .?Ada.?<\/li>/);

    await ada.hide(group, answer, 'not here');
    expect((await reader.open(answer)).text).not.toContain('Agree');
  });

  test('shows pictures to who may read it, from an address that answers nobody else', async () => {
    const { png } = pictures;
    await ada.sendImage(group, png);
    const own = await ada.makeGroup('Alone');
    await ada.sendImage(own, pictures.jpeg);
    const note = await ada.write(group, `![a "graph"](image:${idOf(png)}) ![x](https://foreign.example/x.png)`);
    const hers = await ada.write(own, 'mine');
    const [reader, writer] = [await Visitor.of(ben), await Visitor.of(ada)];
    const page = await reader.open(note);
    expect(page.text).toContain(`<img src="/a/${note}/images/${idOf(png)}" alt="a &#34;graph&#34;"`);
    expect(page.text.match(/<img/g)).toHaveLength(1);
    expect(page.headers.get('content-security-policy')).toContain("img-src 'self';");
    const at = (of: string, bytes: Uint8Array): string => `${of}/images/${idOf(bytes)}`;
    const shown = await reader.open(at(note, png));
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
    expect(shown.headers.get('content-security-policy')).toContain('sandbox');
    const tag = { 'if-none-match': shown.headers.get('etag') ?? '' };
    expect((await reader.open(at(note, png), tag)).status).toBe(304);
    expect((await writer.open(at(hers, pictures.jpeg))).status).toBe(200);
    // Of another group, of no group, and to nobody.
    const refused = [at(note, pictures.jpeg), at(hers, pictures.jpeg), at(freshId(), png), 'none/images/none'];
    for (const where of refused) expect((await reader.open(where)).status).toBe(404);
    expect((await new Visitor().open(at(note, png))).status).toBe(404);
    const gone = await Learner.guest(endpoint.url, 'Gone');
    await gone.join(await ada.invite(group));
    const left = await Visitor.of(gone);
    expect((await left.open(at(note, png))).status).toBe(200);
    await ada.remove(group, gone.id);
    expect((await left.open(at(note, png), tag)).status).toBe(404);
  });

  test('is 404 with the same words for every id, to who is not signed in and to who may not read it', async () => {
    const secret = await ada.write(group, 'for the group alone');
    const personal = await ada.makeGroup('Only me', true);
    const own = await ada.write(personal, 'for Ada alone');
    const deleted = await ada.write(group, 'gone');
    await ada.push({ ...putOp(group, deleted, {}, 1), act: 'delete', fields: undefined });
    const ids = [secret, own, deleted, freshId(), group, ada.id, 'x', '%00', '..%2fhealthz'];

    const strangers = await Promise.all(ids.map((id) => new Visitor().open(id)));
    for (const { status, text } of strangers) expect([status, text]).toEqual([404, strangers[0]?.text]);
    const dan = await Visitor.of(await Learner.guest(endpoint.url, 'Dan'));
    const outside: Visit[] = [];
    for (const id of ids) outside.push(await dan.open(id));
    for (const { status, text } of outside) expect([status, text]).toEqual([404, outside[0]?.text]);
    for (const { text } of [...strangers, ...outside]) expect(text).not.toMatch(/alone|Sea|Ada/);

    const bens = await Visitor.of(ben);
    expect((await bens.open(secret)).status).toBe(200);
    for (const id of [own, deleted, group, ada.id])
      expect((await bens.open(id)).text).toBe((await bens.open('x')).text);
    const adas = await Visitor.of(ada);
    expect((await adas.open(own)).text).toContain('Only you can see this note.');
  });

  test('leaves formulas as they were typed that define macros, grow too large, or are too many', async () => {
    const bomb = `$$\\def\\a{${'x'.repeat(900)}}${'\\a'.repeat(480)}$$\n`;
    const table = `$$\\begin{matrix}${'a&'.repeat(980)}\\end{matrix}$$\n`;
    const visitor = await Visitor.of(ada);
    for (const [text, drawn, unread] of [
      [bomb.repeat(26), 0, 26],
      [table, 0, 1],
      [`$$${'x'.repeat(1900)}$$\n\n`.repeat(12), 10, 2],
    ] as const) {
      const page = await visitor.open(await ada.write(group, text));
      expect(page.text.match(/<math/g) ?? []).toHaveLength(drawn);
      expect(page.text.match(/class="formula[^"]* unread"/g) ?? []).toHaveLength(unread);
      expect(page.text.length).toBeLessThan(400_000);
    }
  });

  test('shows the words of a hidden note to its author alone, with the reason', async () => {
    const note = freshId();
    const target = { ...fields().target, title: 'A title that harms' };
    await ben.push(putOp(group, note, fields({ text: 'words that harm', target })));
    await ada.hide(group, note, 'not here');
    const adas = await (await Visitor.of(ada)).open(note);
    expect([adas.status, adas.text.includes(NOTE_WORDS.en.hidden)]).toEqual([200, true]);
    expect(adas.text).not.toMatch(/words that harm|title that harms|not here|class="passage"/);
    expect(adas.text).toContain('<h1 dir="auto">example.org</h1>');
    const bens = await (await Visitor.of(ben)).open(note);
    expect(bens.text).toMatch(/only you see these words[^]*not here[^]*words that harm/);
    expect(bens.text).toContain('<h1 dir="auto">A title that harms</h1>');
  });

  test('is closed to who was removed, at the next request', async () => {
    const eve = await Learner.guest(endpoint.url, 'Eve');
    await eve.join(await ada.invite(group));
    const note = await ada.write(group, 'read it while you can');
    const visitor = await Visitor.of(eve);
    expect((await visitor.open(note)).status).toBe(200);
    expect((await ada.remove(group, eve.id)).status).toBe(204);
    expect(await visitor.open(note)).toMatchObject({ status: 404, text: (await visitor.open(freshId())).text });
  });

  test('has a session of its own that the account sees and ends, and that opens nothing but pages', async () => {
    const note = await ada.write(group);
    const cleo = await Learner.guest(endpoint.url, 'Cleo');
    await cleo.join(await ada.invite(group));
    const visitor = await Visitor.of(cleo);
    expect((await visitor.open(note)).status).toBe(200);
    const { sessions } = JSON.parse((await cleo.ask('GET', '/account/v1/sessions')).text);
    expect(sessions).toHaveLength(2);
    const api = await fetch(`${endpoint.url}/sync/v1/session`, { headers: { cookie: visitor.cookie } });
    expect(api.status).toBe(401);
    expect((await cleo.ask('DELETE', '/account/v1/sessions')).status).toBe(204);
    const ended = await visitor.open(note);
    expect([ended.status, visitor.cookie]).toEqual([404, '']);
  });

  test('signs out', async () => {
    const note = await ada.write(group);
    const visitor = await Visitor.of(ada);
    const { cookie } = visitor;
    expect((await visitor.send(note, { out: '1' })).status).toBe(303);
    expect(visitor.cookie).toBe('');
    const kept = new Visitor();
    kept.cookie = cookie;
    expect((await kept.open(note)).status).toBe(404);
  });

  test('takes a code once, a wrong one not at all, and no form of another site', async () => {
    const note = await ada.write(group);
    const { code } = JSON.parse((await ada.ask('POST', '/account/v1/device-code', {})).text);
    for (const site of ['cross-site', 'same-site', 'none']) {
      const forged = new Visitor();
      expect((await forged.send(note, { code }, site)).status).toBe(400);
      expect(forged.cookie).toBe('');
    }
    const wrong = await new Visitor().send(note, { code: 'AAAA-AAAA' });
    expect([wrong.status, wrong.text.includes(NOTE_WORDS.en.codeWrong)]).toEqual([404, true]);
    expect((await new Visitor().send(note, {})).status).toBe(404);
    const first = new Visitor();
    expect((await first.send(note, { code: ` ${code.toLowerCase()} ` })).status).toBe(303);
    expect((await new Visitor().send(note, { code })).status).toBe(404);
  });

  test('refuses what is no form, and leads back to the address as it was sent', async () => {
    const post = (headers: Record<string, string>, body: string) =>
      fetch(`${endpoint.url}/a/x`, { method: 'POST', headers: { 'sec-fetch-site': 'same-origin', ...headers }, body });
    expect((await post({ 'content-type': 'multipart/form-data' }, 'code=x')).status).toBe(400);
    expect((await post({ 'content-type': 'multipart/form-data; boundary=b' }, '--b\r\nno form')).status).toBe(400);
    const visitor = await Visitor.of(ada);
    const out = await visitor.send('%0d%0aX?page', { out: '1' });
    expect([out.status, out.headers.get('location'), visitor.cookie]).toEqual([303, '/a/%0d%0aX?page', '']);
  });

  test('is asked to sign out no more often than to sign in', async () => {
    const few = createLimits(Date.now, { ...RULES, codesEntered: { burst: 1, perSecond: 1e-6 } });
    const other = await openEndpoint({ limits: few });
    const out = () =>
      fetch(`${other.url}/a/x`, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ out: '1' }),
        redirect: 'manual',
      });
    try {
      expect([(await out()).status, (await out()).status]).toEqual([303, 429]);
    } finally {
      await other.dispose();
    }
  });

  test('is opened by one account no more often than somebody reads', async () => {
    const few = createLimits(Date.now, { ...RULES, notePages: { burst: 2, perSecond: 1e-6 } });
    const other = await openEndpoint({ limits: few });
    try {
      const dan = await Learner.guest(other.url, 'Dan');
      const note = await dan.write(await dan.makeGroup());
      const { code } = JSON.parse((await dan.ask('POST', '/account/v1/device-code', {})).text);
      const signedIn = await fetch(`${other.url}/a/${note}`, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin' },
        body: new URLSearchParams({ code }),
        redirect: 'manual',
      });
      const cookie = signedIn.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
      const open = async () => (await fetch(`${other.url}/a/${note}`, { headers: { cookie } })).status;
      expect([await open(), await open(), await open()]).toEqual([200, 200, 429]);
      expect((await fetch(`${other.url}/a/${note}`)).status).toBe(404);
    } finally {
      await other.dispose();
    }
  });

  test('keeps its cookie from scripts and other sites', async () => {
    const { code } = JSON.parse((await ada.ask('POST', '/account/v1/device-code', {})).text);
    const answer = await new Visitor().send(freshId(), { code });
    const [cookie] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^commonplace-reading=\S+; Path=\/; HttpOnly; SameSite=Lax$/);
  });

  test('has a policy that lets in its style alone, is kept by nobody, and is no place for notes', async () => {
    const visitor = await Visitor.of(ada);
    for (const note of [await ada.write(group), freshId()]) {
      const { text, headers } = await visitor.open(note);
      const style = /<style>([^]*)<\/style>/.exec(text)?.[1] ?? '';
      const hash = createHash('sha256').update(style).digest('base64');
      expect(headers.get('content-security-policy')).toBe(
        `default-src 'none'; img-src 'self'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
      );
      expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'same-origin']);
      expect(text).not.toMatch(/<script| style=| on\w+=/);
      expect(text).toContain('<meta name="robots" content="noindex"');
      expect(text).toContain('<meta name="commonplace" content="none"');
    }
  });

  test('speaks the languages of the extension', async () => {
    for (const [asked, lang, dir] of [
      ['ar', 'ar', 'rtl'],
      ['fr-CA,fr;q=0.9,en;q=0.8', 'fr', 'ltr'],
      ['nl, pt-PT;q=0.7, de;q=0.3', 'pt-BR', 'ltr'],
      ['en;q=0.2,zh-TW', 'zh-CN', 'ltr'],
      ['de;q=0, nl', 'en', 'ltr'],
      ['', 'en', 'ltr'],
      ['*,;q=x', 'en', 'ltr'],
    ] as const) {
      const { text } = await new Visitor().open(freshId(), { 'accept-language': asked });
      expect([asked, text.includes(`<html lang="${lang}" dir="${dir}">`)]).toEqual([asked, true]);
      expect(text).toContain(NOTE_WORDS[lang].codeSend);
    }
  });

  test('is told no id where the extension keeps it', async () => {
    const answer = await fetch(`${endpoint.url}/a/`);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('Opening the passage')]);
  });
});
