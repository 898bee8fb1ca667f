/** Notes and web annotations are the same things: what one way writes comes by the other, with nothing lost between. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Id } from '../../../src/core/id.ts';
import type { AnnotationRow } from '../../../src/core/record.ts';
import { Learner, deleteOp, fields, freshId, openEndpoint, putOp, roomyLimits } from '../class.ts';
import type { TestEndpoint } from '../class.ts';
import { LiveClient } from '../live-client.ts';
import { annotation, ask, containerOf, quote, type Json } from './class.ts';

let endpoint: TestEndpoint;
let [ann, ben]: Learner[] = [];
let group: Id;
let container: string;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
  [ann, ben] = [await Learner.guest(endpoint.url, 'Ann'), await Learner.guest(endpoint.url, 'Ben')];
  group = await ann.makeGroup('Circle');
  await ben.join(await ann.invite(group));
  container = containerOf(endpoint.url, group);
});
afterAll(() => endpoint.dispose());

async function noteOf(learner: Learner, id: Id): Promise<AnnotationRow> {
  const row = (await learner.rows(group)).find((one) => one.id === id);
  if (row?.kind !== 'annotation' || row.deleted) throw new Error('no such note');
  return row;
}
const post = async (learner: Learner, body: Json): Promise<{ id: Id; json: Json; iri: string }> => {
  const { status, json } = await ask(learner, 'POST', container, { body });
  expect(status).toBe(201);
  return { id: json['id'].slice(container.length), json, iri: json['id'] };
};

test('an annotation is a note on every device, live, and so are its changes and its end', async () => {
  const socket = new LiveClient(endpoint.url);
  await socket.opened();
  socket.say({ type: 'hello', protocol: 1, token: ben!.session.token });
  await socket.hears('welcome');
  const { id, iri, json } = await post(ann!, annotation({ created: '2026-01-02T03:04:05+01:00' }));
  await socket.hears('rows');
  socket.close();
  expect(await noteOf(ben!, id)).toMatchObject({
    author: ann!.id,
    created: '2026-01-02T02:04:05.000Z',
    fields: {
      kind: 'comment',
      text: 'a comment',
      parent: null,
      target: { source: 'http://example.com/page.html', selectors: [quote] },
    },
  });
  await ask(ann!, 'PUT', iri, { body: { ...json, body: { type: 'TextualBody', value: 'changed' } } });
  expect(await noteOf(ben!, id)).toMatchObject({ rev: 2, fields: { text: 'changed' } });
  await ask(ann!, 'DELETE', iri);
  expect((await ben!.rows(group)).find((one) => one.id === id)).toMatchObject({ deleted: true });
});

test('a note is an annotation, by its author’s and its group’s names', async () => {
  const id = freshId();
  await ben!.pushOne(
    putOp(group, id, fields({ text: '**Why** 🌙?', tags: ['tide'], kind: 'question', color: 'green' })),
  );
  const { json } = await ask(ann!, 'GET', container + id);
  expect(json).toMatchObject({
    motivation: 'questioning',
    creator: { type: 'Person', name: 'Ben' },
    audience: { 'schema:name': 'Circle' },
    body: [
      { value: '**Why** 🌙?', format: 'text/markdown' },
      { value: 'tide', purpose: 'tagging' },
    ],
    target: { source: 'https://example.org/reading', styleClass: 'green', selector: [{ exact: 'the passage' }] },
    'as:context': { 'dcterms:title': 'A reading' },
  });
  await ben!.pushOne(deleteOp(group, id));
  expect((await ask(ann!, 'GET', container + id)).status).toBe(410);
});

test('given back as it was served, a note keeps what an annotation cannot say', async () => {
  const id = freshId();
  const mention = `[@Ann](mention:${ann!.id})`;
  const target = {
    ...fields().target,
    keys: ['//example.org/reading', 'doi:10.1/x'],
    former: [{ selectors: fields().target.selectors, replaced: '2026-01-01T00:00:00.000Z' }],
  };
  await ben!.pushOne(putOp(group, id, fields({ text: `${mention} look`, target })));
  const before = await noteOf(ben!, id);
  const { json } = await ask(ben!, 'GET', container + id);
  expect(json['body'][0].value).toBe('@Ann look');
  expect((await ask(ben!, 'PUT', container + id, { body: json })).status).toBe(200);
  expect((await noteOf(ben!, id)).fields).toEqual(before.fields);
  // Another passage of the same document: the one before is remembered, the document's other names stay.
  const moved = { ...json['target'], selector: { ...quote, exact: 'elsewhere' } };
  await ask(ben!, 'PUT', container + id, { body: { ...json, target: moved } });
  const after = await noteOf(ben!, id);
  expect(after.fields.text).toBe(`${mention} look`);
  expect(after.fields.target).toMatchObject({ keys: target.keys, selectors: [{ exact: 'elsewhere' }] });
  expect(after.fields.target.former).toHaveLength(1);
});

test('what a note cannot say comes back whole, through an edit in the extension too', async () => {
  const foreign = {
    body: [{ type: 'TextualBody', value: 'Bonjour', language: 'fr' }],
    target: { source: 'http://example.com/page.html', selector: [quote, { type: 'CssSelector', value: '#a' }] },
    rights: 'https://example.org/licence',
    'own:grade': { 'own:of': 3 },
    creator: { id: 'https://elsewhere.example/zoe', name: 'Zoe' },
  };
  const { id, json } = await post(ann!, annotation(foreign));
  const { creator, ...others } = foreign;
  expect(json).toMatchObject({ ...others, 'dc:creator': creator, creator: { name: 'Ann' } });
  await ann!.pushOne(putOp(group, id, { text: 'Au revoir' }, 1));
  const edited = (await ask(ben!, 'GET', container + id)).json;
  expect(edited).toMatchObject({
    rights: foreign.rights,
    target: foreign.target,
    'own:grade': { 'own:of': 3 },
    body: [{ value: 'Au revoir' }],
  });
});

test('an answer is one by whatever name its note has, and stays with it', async () => {
  const asked = await post(ben!, annotation({ motivation: 'questioning' }));
  const byIri = await post(ann!, annotation({ motivation: 'replying', target: asked.iri }));
  const byUrn = await post(ann!, annotation({ motivation: 'replying', target: { id: asked.json['canonical'] } }));
  for (const { id, json } of [byIri, byUrn]) {
    expect((await noteOf(ben!, id)).fields).toMatchObject({
      kind: 'reply',
      parent: asked.id,
      target: { source: 'http://example.com/page.html', selectors: [] },
    });
    expect(json['target']).toBe(asked.iri);
  }
  const moved = await ask(ann!, 'PUT', byIri.iri, { body: { ...byIri.json, target: 'http://example.com/' } });
  expect([moved.status, moved.json['error'].message]).toEqual([422, expect.stringContaining('stays with the note')]);
  const lost = await ask(ann!, 'POST', container, { body: annotation({ target: container + freshId() }) });
  expect(lost.status).toBe(422);
});

test('a hidden note has no words here either, nor its quote, nor what it calls the page, in no form', async () => {
  const words = { type: 'TextualBody', value: 'words that harm', language: 'en' };
  const called = { id: 'http://example.com/page.html', 'dcterms:title': 'title that harms' };
  const { id, iri } = await post(
    ben!,
    annotation({ body: words, 'own:also': 'words that harm', 'as:context': called }),
  );
  expect((await ask(ann!, 'GET', iri)).text).toContain('title that harms');
  await ann!.hide(group, id);
  for (const learner of [ann!, ben!]) {
    const { text, status } = await ask(learner, 'GET', iri);
    expect(status).toBe(200);
    expect(text).not.toMatch(/words that harm|quoted words|title that harms/);
  }
  expect(JSON.stringify((await ann!.rows(group)).find((one) => one.id === id))).not.toContain('words that harm');
  expect((await ask(ben!, 'PUT', iri, { body: annotation() })).status).toBe(403);
  await ann!.showAgain(group, id);
  expect((await ask(ann!, 'GET', iri)).json).toMatchObject({ body: words, 'own:also': 'words that harm' });
});

test('what a member had kept by a push of their own is served only if it is sound', async () => {
  const id = freshId();
  const w3c = {
    canonical: 3,
    body: { type: 'TextualBody' },
    id: 'https://evil.example/',
    creator: { name: 'Ben' },
    '@context': [{ a: 'b' }],
  };
  await ann!.pushOne(putOp(group, id, fields({ w3c })));
  const { json } = await ask(ben!, 'GET', container + id);
  expect(json).toMatchObject({
    id: container + id,
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    creator: { name: 'Ann' },
    body: [{ value: 'a note' }],
  });
  const other = freshId();
  await ann!.pushOne(
    putOp(group, other, fields({ w3c: { id: 'https://evil.example/', creator: { name: 'Ben' }, created: 'never' } })),
  );
  expect((await ask(ben!, 'GET', container + other)).json).toMatchObject({
    id: container + other,
    creator: { name: 'Ann' },
  });
});
