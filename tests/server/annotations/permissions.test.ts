/** Who may do what by the protocol of web annotations, as one written table against the real endpoint; a stranger is told nothing. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { urnOf } from '../../../src/core/export/iri.ts';
import type { Id } from '../../../src/core/id.ts';
import { Learner, freshId, openEndpoint, roomyLimits } from '../class.ts';
import type { TestEndpoint } from '../class.ts';
import { annotation, ask, containerOf, type Reply } from './class.ts';

const table = `
               owner facilitator member reader left removed outsider anonymous
  container    200   200         200    200    404  404     404      401
  page         200   200         200    200    404  404     404      401
  create       201   201         201    403    404  404     404      401
  read         200   200         200    200    404  404     404      401
  follow       303   303         303    303    404  404     404      401
  put-own      200   200         200    403    404  404     404      401
  put-other    403   403         403    403    404  404     404      401
  delete-other 204   204         403    403    404  404     404      401
  delete-own   204   204         204    204    404  404     404      401
  read-gone    410   410         410    410    404  404     404      401
  personal     404   404         404    404    404  404     404      401`;
const [heading = '', ...lines] = table.trim().split('\n');
const roles = heading.trim().split(/\s+/);
const cells = lines.flatMap((line) => {
  const [verb = '', ...statuses] = line.trim().split(/\s+/);
  return statuses.map((status, at): [string, string, number] => [roles[at] ?? '', verb, Number(status)]);
});

let endpoint: TestEndpoint;
const people = new Map<string, Learner>();
const own = new Map<string, string>();
let [group, personal, deleted]: Id[] = [];
let container: string;
let author: Learner;

beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
  const owner = await Learner.guest(endpoint.url, 'owner');
  group = await owner.makeGroup();
  container = containerOf(endpoint.url, group);
  const code = await owner.invite(group);
  author = await Learner.guest(endpoint.url, 'author');
  await author.join(code);
  people.set('owner', owner);
  for (const role of roles.slice(1)) {
    const one = await Learner.guest(endpoint.url, role);
    people.set(role, one);
    if (!['outsider', 'anonymous'].includes(role)) await one.join(code);
  }
  for (const [role, one] of people) {
    if (['outsider', 'anonymous'].includes(role)) own.set(role, await author.write(group));
    else own.set(role, await one.write(group));
  }
  for (const role of ['facilitator', 'reader'] as const) await owner.setRole(group, people.get(role)?.id ?? '', role);
  await people.get('left')?.leave(group);
  await owner.remove(group, people.get('removed')?.id ?? '');
  personal = await author.makeGroup('Mine', true);
  await author.write(personal);
  deleted = await author.write(group);
  await ask(author, 'DELETE', container + deleted);
});
afterAll(() => endpoint.dispose());

async function act(role: string, verb: string): Promise<Reply> {
  const one = role === 'anonymous' ? null : (people.get(role) ?? null);
  const body = annotation();
  const other = () => author.write(group!);
  switch (verb) {
    case 'container':
      return ask(one, 'GET', container);
    case 'page':
      return ask(one, 'GET', `${container}?page=0`);
    case 'create':
      return ask(one, 'POST', container, { body });
    case 'read':
      return ask(one, 'GET', container + (await other()));
    case 'follow':
      return ask(one, 'GET', `${endpoint.url}/anno/${urnOf(await other())}`);
    case 'put-own':
      return ask(one, 'PUT', container + own.get(role), { body });
    case 'put-other':
      return ask(one, 'PUT', container + (await other()), { body });
    case 'delete-other':
      return ask(one, 'DELETE', container + (await other()));
    case 'delete-own':
      return ask(one, 'DELETE', container + own.get(role));
    case 'read-gone':
      return ask(one, 'GET', container + deleted);
    default:
      return ask(one, 'GET', containerOf(endpoint.url, personal!));
  }
}

test.each(cells)('%s: %s → %i', async (role, verb, status) => {
  const total = async () => (await ask(author, 'GET', container)).json['total'];
  const reply = await act(role, verb);
  expect(reply.status).toBe(status);
  if (status < 400) return;
  // Refused, it has changed nothing; and to a stranger there is nothing at all.
  if (verb === 'create') {
    const before = await total();
    await act(role, verb);
    expect(await total()).toBe(before);
  }
  if (status === 404) {
    const nowhere = await ask(people.get(role)!, 'GET', containerOf(endpoint.url, freshId()) + freshId());
    expect(reply.text).toBe(nowhere.text);
  }
});

test('what a reader may do to a note is what the header Allow says', async () => {
  const iri = container + (await author.write(group!));
  const allowed = async (role: string) => (await ask(people.get(role)!, 'GET', iri)).headers.get('allow');
  expect(await allowed('owner')).toBe('GET, HEAD, OPTIONS, DELETE');
  expect(await allowed('reader')).toBe('GET, HEAD, OPTIONS');
  expect((await ask(author, 'GET', iri)).headers.get('allow')).toBe('GET, HEAD, OPTIONS, PUT, DELETE');
});

test('OPTIONS tells a stranger the same of what is there and what is not', async () => {
  const seen = async (iri: string) => {
    const { status, headers, text } = await ask(null, 'OPTIONS', iri);
    return [status, text, [...headers].filter(([name]) => !['date', 'x-request-id'].includes(name))];
  };
  expect(await seen(container)).toEqual(await seen(containerOf(endpoint.url, freshId())));
  expect(await seen(container + own.get('member'))).toEqual(await seen(container + freshId()));
});

test('a note of one group is not found by the address of another', async () => {
  const owner = people.get('owner')!;
  const elsewhere = await owner.makeGroup();
  const note = await author.write(group!);
  for (const method of ['GET', 'DELETE'])
    expect((await ask(owner, method, containerOf(endpoint.url, elsewhere) + note)).status).toBe(404);
});

test('a personal token opens what its owner may, until it is ended', async () => {
  const made = JSON.parse((await author.ask('POST', '/account/v1/tokens', { name: 'a web client' })).text);
  const tool = { session: { ...author.session, token: made.token } };
  const { status, json } = await ask(tool, 'POST', container, { body: annotation() });
  expect([status, json['creator'].name]).toEqual([201, 'author']);
  expect(
    (await ask(tool, 'PUT', container + (await people.get('owner')!.write(group!)), { body: annotation() })).status,
  ).toBe(403);
  await author.ask('DELETE', `/account/v1/tokens/${made.entry.id}`);
  for (const method of ['GET', 'DELETE']) expect((await ask(tool, method, json['id'])).status).toBe(401);
});

test('no cookie opens anything', async () => {
  const { status } = await ask(null, 'GET', container, {
    headers: { cookie: `commonplace-reading=${author.session.token}` },
  });
  expect(status).toBe(401);
});
