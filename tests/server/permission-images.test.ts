/** Who may send and see pictures, as one written table: every role and every kind of stranger, by the sync and on the page of a note. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pictures } from '../core/pictures.ts';
import { Learner, freshId, openEndpoint, request, roomyLimits } from './class.ts';
import type { TestEndpoint } from './class.ts';
import { idOf, pngOf } from './png.ts';

/** y: done. n: refused as a member. –: answered as if there were no such group. x: not signed in. */
const table = `
                       owner facilitator member reader left removed outsider anonymous
  send                 y     y           y      n      –    –       –        x
  send again           y     y           y      n      –    –       –        x
  see                  y     y           y      y      –    –       –        x
  see on a page        y     y           y      y      –    –       –        –
  see of another group –     –           –      –      –    –       –        x
  see of another page  –     –           –      –      –    –       –        –`;
const [heading = '', ...lines] = table.trim().split('\n');
const roles = heading.trim().split(/\s+/);
const cells = lines.flatMap((line) => {
  const [, verb = '', marks = ''] = /^\s*([a-z ]+?)\s+([yn–x] .*)$/.exec(line) ?? [];
  return marks.split(/\s+/).map((mark, at): [string, string, string] => [roles[at] ?? '', verb, mark]);
});

let endpoint: TestEndpoint;
let place: { group: string; note: string; otherNote: string };
const people = new Map<string, { learner: Learner; cookie: string }>();

beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
  const { url } = endpoint;
  const owner = await Learner.guest(url, 'Owner');
  const group = await owner.makeGroup();
  const code = await owner.invite(group);
  // Hers alone, and whoever else asks.
  const peer = await Learner.guest(url, 'Peer');
  await peer.join(code);
  const other = await peer.makeGroup();
  await peer.sendImage(group, pictures.png);
  await peer.sendImage(other, pictures.jpeg);
  const note = await peer.write(group, `![it](image:${idOf(pictures.png)})`);
  place = { group, note, otherNote: await peer.write(other) };
  for (const role of roles) {
    const learner = role === 'owner' ? owner : await Learner.guest(url, role);
    if (role !== 'owner' && role !== 'outsider' && role !== 'anonymous') await learner.join(code);
    const cookie = role === 'anonymous' ? '' : await pageCookie(learner);
    if (role === 'anonymous') learner.session = { ...learner.session, token: 'x'.repeat(32) };
    if (role === 'facilitator' || role === 'reader') await owner.setRole(group, learner.id, role);
    if (role === 'left') await learner.leave(group);
    if (role === 'removed') await owner.remove(group, learner.id);
    people.set(role, { learner, cookie });
  }
});
afterAll(() => endpoint.dispose());

/** Being signed in on the endpoint's pages. */
async function pageCookie(learner: Learner): Promise<string> {
  const { code } = JSON.parse((await learner.ask('POST', '/account/v1/device-code', {})).text);
  const answer = await fetch(`${endpoint.url}/a/${freshId()}`, {
    method: 'POST',
    body: new URLSearchParams({ code }),
    headers: { 'sec-fetch-site': 'same-origin' },
    redirect: 'manual',
  });
  return answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '';
}

type Answer = { status: number; text: string };

async function act(role: string, verb: string, { group, note, otherNote }: typeof place): Promise<Answer> {
  const { learner, cookie } = people.get(role) ?? {};
  if (!learner) throw new Error(`no ${role}`);
  const onPage = async (of: string, id: string): Promise<Answer> => {
    const answer = await fetch(`${endpoint.url}/a/${of}/images/${id}`, { headers: { cookie: cookie ?? '' } });
    return { status: answer.status, text: await answer.text() };
  };
  switch (verb) {
    case 'send':
      return learner.sendImage(group, pngOf(6, 6, true));
    case 'send again':
      return learner.sendImage(group, pictures.png);
    case 'see':
      return learner.image(group, idOf(pictures.png));
    case 'see on a page':
      return onPage(note, idOf(pictures.png));
    // Named right, and there, but not in this group.
    case 'see of another group':
      return learner.image(group, idOf(pictures.jpeg));
    case 'see of another page':
      return onPage(otherNote, idOf(pictures.jpeg));
    default:
      throw new Error(`no ${verb}`);
  }
}

const MARKS: Readonly<Record<number, string>> = { 200: 'y', 204: 'y', 401: 'x', 403: 'n', 404: '–' };

test.each(cells)('%s: %s → %s', async (role, verb, mark) => {
  const answer = await act(role, verb, place);
  expect(MARKS[answer.status]).toBe(mark);
  if (mark !== '–') return;
  // Exactly what the same person is answered about what was never made.
  const nowhere = await act(role, verb, { group: freshId(), note: freshId(), otherNote: freshId() });
  expect([answer.status, answer.text]).toEqual([nowhere.status, nowhere.text]);
});

test('without a session nothing is answered, and nothing taken', async () => {
  const path = `/sync/v1/groups/${place.group}/images/${idOf(pictures.png)}`;
  for (const method of ['GET', 'PUT'])
    expect((await request(endpoint.url, method, path, method === 'PUT' ? {} : undefined)).status).toBe(401);
});
