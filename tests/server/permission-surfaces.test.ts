/**
 * What reaches whom, as one written table: words of a group, of a personal group and of a deleted
 * note, over every way out of the endpoint. An export is made of what a pull brings.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Learner, deleteOp, freshId, openEndpoint, roomyLimits, request } from './class.ts';
import type { TestEndpoint } from './class.ts';
import { pictures } from '../core/pictures.ts';
import { LiveClient } from './live-client.ts';
import { idOf as nameOf } from './png.ts';

const WORDS = { group: 'words-for-the-group', personal: 'words-for-one', deleted: 'words-taken-back' };

/** w: the words. t: that something was deleted, without its words. h: how far it has come. p: the picture. –: nothing, not even that it is. */
const table = `
                    owner facilitator member reader left removed outsider anonymous
  group, pull       w     w           w      w      –    –       –        –
  group, live       w     w           w      w      –    –       –        –
  group, welcome    h     h           h      h      –    –       –        –
  group, list       h     h           h      h      –    –       –        –
  personal, pull    w     –           –      –      –    –       –        –
  personal, live    w     –           –      –      –    –       –        –
  personal, welcome h     –           –      –      –    –       –        –
  personal, list    h     –           –      –      –    –       –        –
  group, picture    p     p           p      p      –    –       –        –
  personal, picture p     –           –      –      –    –       –        –
  deleted, pull     t     t           t      t      –    –       –        –
  deleted, live     t     t           t      t      –    –       –        –`;
const [heading = '', ...lines] = table.trim().split('\n');
const roles = heading.trim().split(/\s+/);
const cells = lines.flatMap((line) => {
  const [, visibility = '', surface = '', marks = ''] = /^\s*(\w+), (\w+)\s+(.*)$/.exec(line) ?? [];
  return marks
    .split(/\s+/)
    .map((mark, at): [string, string, string, string] => [roles[at] ?? '', visibility, surface, mark]);
});

type Reached = Record<'pull' | 'live' | 'welcome' | 'list' | 'picture', string>;

let endpoint: TestEndpoint;
let places: { group: string; personal: string; deleted: string };
/** Everything each was sent of each place, as text. */
const reached = new Map<string, Record<'group' | 'personal', Reached>>();
/** Everything each was sent at all, with headers. */
const all = new Map<string, string>();

beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
  const { url } = endpoint;
  const owner = await Learner.guest(url, 'Owner');
  const group = await owner.makeGroup();
  const personal = await owner.makeGroup('Mine', true);
  const code = await owner.invite(group);
  const people = new Map([['owner', owner]]);
  for (const role of roles.slice(1)) {
    const one = await Learner.guest(url, role);
    people.set(role, one);
    if (role === 'anonymous') one.session = { ...one.session, token: 'x'.repeat(32) };
    else if (role !== 'outsider') await one.join(code);
  }
  const idOf = (role: string): string => people.get(role)?.id ?? '';
  await owner.setRole(group, idOf('facilitator'), 'facilitator');
  await owner.setRole(group, idOf('reader'), 'reader');
  await people.get('left')?.leave(group);
  await owner.remove(group, idOf('removed'));
  const sockets = new Map<string, LiveClient>();
  for (const [role, { session }] of people) {
    const socket = new LiveClient(url);
    await socket.opened();
    socket.say({ type: 'hello', protocol: 1, token: session.token });
    await socket.hears(role === 'anonymous' ? 'error' : 'welcome');
    sockets.set(role, socket);
  }
  const picture = nameOf(pictures.png);
  for (const place of [group, personal]) await owner.sendImage(place, pictures.png);
  await owner.write(group, WORDS.group);
  await owner.write(personal, WORDS.personal);
  const deleted = await owner.write(group, WORDS.deleted);
  await owner.pushOne(deleteOp(group, deleted));
  places = { group, personal, deleted };
  // A change of one's own, heard after all the others.
  for (const [role, one] of people) {
    if (role === 'anonymous') continue;
    const own = await one.makeGroup(`own of ${role}`);
    const socket = sockets.get(role);
    while (!JSON.stringify(socket?.heard).includes(own)) await new Promise((later) => setTimeout(later, 20));
  }
  for (const [role, one] of people) {
    const heard = sockets.get(role)?.heard ?? [];
    const list = await one.ask('GET', '/sync/v1/session');
    const pages = await Promise.all(
      ['/', '/j/AAAAAAAAAA', '/openapi.json', '/metrics', '/healthz', `/j/${group.slice(0, 10)}`].map((path) =>
        one.ask('GET', path),
      ),
    );
    const pulls = { group: '', personal: '' };
    const seen = { group: '', personal: '' };
    for (const place of ['group', 'personal'] as const) {
      const pull = await one.ask('GET', `/sync/v1/groups/${places[place]}/changes`);
      pages.push(pull);
      pulls[place] = pull.status === 200 ? pull.text : '';
      const image = await one.image(places[place], picture);
      seen[place] = image.status === 200 ? 'picture' : '';
      const noImage = await one.image(freshId(), picture);
      if (image.status !== 200) {
        expect([image.status, image.text]).toEqual([noImage.status, noImage.text]);
        pages.push(image);
      }
      const nowhere = await one.ask('GET', `/sync/v1/groups/${freshId()}/changes`);
      // A place that cannot be read is answered as one that is not.
      if (pull.status !== 200) expect([pull.status, pull.text]).toEqual([nowhere.status, nowhere.text]);
    }
    const of = (place: 'group' | 'personal'): Reached => ({
      pull: pulls[place],
      live: JSON.stringify(heard.filter((event) => 'group' in event && event.group === places[place])),
      welcome: JSON.stringify(heard.filter((event) => event.type === 'welcome')),
      list: list.text,
      picture: seen[place],
    });
    reached.set(role, { group: of('group'), personal: of('personal') });
    const headers = [list, ...pages].map((answer) => JSON.stringify([...answer.headers]));
    all.set(role, [...headers, ...pages.map(({ text }) => text), list.text, JSON.stringify(heard)].join('\n'));
  }
  for (const socket of sockets.values()) socket.close();
});
afterAll(() => endpoint.dispose());

test.each(cells)('%s: %s, %s → %s', (role, visibility, surface, mark) => {
  const place = visibility === 'personal' ? 'personal' : 'group';
  const text = reached.get(role)?.[place][surface as keyof Reached] ?? '?';
  const words = WORDS[visibility as keyof typeof WORDS];
  if (surface === 'picture') {
    expect(text).toBe(mark === 'p' ? 'picture' : '');
    return;
  }
  if (visibility === 'deleted') {
    const tombstone = new RegExp(`\\{[^{}]*"id":"${places.deleted}"[^{}]*"deleted":true`);
    expect(tombstone.test(text)).toBe(mark === 't');
    // Heard as it was written, before it was taken back; afterwards the words are nowhere.
    if (surface === 'pull') expect(text).not.toContain(words);
    return;
  }
  expect(text.includes(words)).toBe(mark === 'w');
  expect(text.includes(places[place])).toBe(mark !== '–');
});

test.each(['left', 'removed', 'outsider', 'anonymous'])(
  '%s: no id, word, entity tag or count of it anywhere',
  (role) => {
    const text = all.get(role) ?? '';
    expect(text.length).toBeGreaterThan(1000);
    for (const secret of [...Object.values(WORDS), places.group, places.personal, places.deleted])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/"(etag|last-modified)"/i);
  },
);

test.each(roles.slice(1))(
  '%s: nothing can be written to, learned of or done in a personal group of another',
  async (role) => {
    const learner = await Learner.guest(endpoint.url, role);
    const asked = (group: string): [string, string, unknown?][] => [
      ['POST', `/sync/v1/groups/${group}/invitation`, {}],
      ['DELETE', `/sync/v1/groups/${group}/membership`],
      ['PUT', `/sync/v1/groups/${group}/members/${learner.id}`, { role: 'owner' }],
      ['DELETE', `/sync/v1/groups/${group}/members/${learner.id}`],
    ];
    const token = role === 'anonymous' ? undefined : learner.session.token;
    for (const [at, [method, path, body]] of asked(places.personal).entries()) {
      const nowhere = asked(freshId())[at]?.[1] ?? '';
      const [there, none] = [
        await request(endpoint.url, method, path, body, token),
        await request(endpoint.url, method, nowhere, body, token),
      ];
      expect([there.status, there.text]).toEqual([none.status, none.text]);
      expect(there.status).toBe(role === 'anonymous' ? 401 : 404);
    }
  },
);
