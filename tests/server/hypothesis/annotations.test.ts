/** Notes by the API of Hypothesis: written there they are on every device by ordinary sync, and the reverse. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Learner, deleteOp, fields, freshId, openEndpoint, putOp, request, roomyLimits } from '../class.ts';
import type { TestEndpoint } from '../class.ts';
import { Tool, URI, read, reasonOf } from './tool.ts';

let endpoint: TestEndpoint;
let ada: Learner;
let bob: Learner;
let tool: Tool;
let bobs: Tool;
let group: string;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
  ada = await Learner.guest(endpoint.url, 'Ada');
  bob = await Learner.guest(endpoint.url, 'Bob');
  group = await ada.makeGroup();
  await bob.join(await ada.invite(group));
  [tool, bobs] = [await Tool.of(ada), await Tool.of(bob)];
});
afterAll(() => endpoint.dispose());

const SELECTOR = [
  { type: 'RangeSelector', startContainer: '/p[1]', startOffset: 0, endContainer: '/p[1]', endOffset: 11 },
  { type: 'TextPositionSelector', start: 3, end: 14 },
  { type: 'TextQuoteSelector', exact: 'the passage', prefix: 'of ', suffix: '.' },
];
const target = [{ source: URI, selector: SELECTOR }];
const rowIn = async (who: Learner, where: string, id: string) => (await who.rows(where)).find((row) => row.id === id);

describe('what is written by a tool', () => {
  test('comes to everybody’s devices, with what we know of it in our words', async () => {
    const made = await tool.share(group, {
      text: 'from *elsewhere*',
      tags: ['x'],
      target,
      document: { title: ['Reading'] },
    });
    expect(made.id).toMatch(/^[\w-]{22}$/);
    expect(await rowIn(bob, group, made.id)).toMatchObject({
      author: ada.id,
      rev: 1,
      fields: {
        kind: 'comment',
        text: 'from *elsewhere*',
        tags: ['x'],
        target: { source: URI, keys: ['//example.org/reading'], title: 'Reading' },
      },
    });
  });

  test('is answered as Hypothesis answers it, with all that was sent', async () => {
    const sent = {
      text: 'a',
      target,
      motivation: 'mine',
      metadata: { deep: [1] },
      id: 'forged',
      user: 'acct:eve@x',
      hidden: true,
    };
    const made = await tool.share(group, sent);
    expect(made).toMatchObject({
      user: tool.user,
      user_info: { display_name: 'Ada' },
      uri: URI,
      group,
      permissions: { read: [`group:${group}`], admin: [tool.user], update: [tool.user], delete: [tool.user] },
      target,
      motivation: 'mine',
      metadata: { deep: [1] },
      hidden: false,
      flagged: false,
      moderation_status: 'APPROVED',
      links: { html: `${endpoint.url}/a/${made.id}`, json: `${endpoint.url}/api/annotations/${made.id}` },
    });
    expect(made.created).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
    expect(read(await bobs.ask('GET', `annotations/${made.id}`))).toEqual(made);
  });

  test('is private unless it says that its group reads it', async () => {
    const made = await tool.make({ group, text: 'mine' });
    expect(made).toMatchObject({ group, permissions: { read: [tool.user] } });
    expect((await bobs.ask('GET', `annotations/${made.id}`)).status).toBe(404);
    expect(await rowIn(bob, group, made.id)).toBe(undefined);
    const session = JSON.parse((await ada.ask('GET', '/sync/v1/session?speaks=1-2')).text) as {
      groups: { id: string; personal: boolean }[];
    };
    const personal = session.groups.find((one) => one.personal)?.id ?? '';
    expect(await rowIn(ada, personal, made.id)).toMatchObject({ fields: { text: 'mine' } });
    // A second one goes where the first one is, whatever group is named or none.
    const other = await tool.make({ text: 'too' });
    expect(other).toMatchObject({ group: personal, permissions: { read: [tool.user] } });
    expect(await rowIn(ada, personal, other.id)).toMatchObject({ fields: { text: 'too' } });
  });

  test('changes by PATCH and by PUT, which is the same; who, where and to what stay', async () => {
    const { id } = await tool.share(group, { text: 'one', tags: ['a'], target });
    const stays = { group: freshId(), user: bobs.user, references: [freshId()] };
    expect(read(await tool.ask('PATCH', `annotations/${id}`, { text: 'two', ...stays }))).toMatchObject({
      text: 'two',
      tags: ['a'],
      group,
      user: tool.user,
    });
    const put = read(await tool.ask('PUT', `annotations/${id}`, { tags: ['b', ' b'], later: 1 }));
    expect(put).toMatchObject({ text: 'two', tags: ['b'], group, later: 1, target });
    expect(put.references).toBe(undefined);
    expect(await rowIn(bob, group, id)).toMatchObject({ rev: 3, fields: { text: 'two', tags: ['b'] } });
  });

  test('sent back as it was answered it is not changed', async () => {
    const id = freshId();
    const text = `[@Bob](mention:${bob.id}) look`;
    await ada.push(putOp(group, id, fields({ text })));
    const shown = read(await tool.ask('GET', `annotations/${id}`));
    expect(shown.text).toBe('@Bob look');
    expect(read(await tool.ask('PATCH', `annotations/${id}`, shown))).toEqual(shown);
    expect(await rowIn(bob, group, id)).toMatchObject({ rev: 1, fields: { text } });
  });

  test('goes to another passage', async () => {
    const { id } = await tool.share(group, { text: 'moved', target });
    const moved = [{ selector: [{ type: 'TextQuoteSelector', exact: 'elsewhere' }] }];
    expect(read(await tool.ask('PATCH', `annotations/${id}`, { target: moved }))).toMatchObject({
      uri: URI,
      target: [{ source: URI, ...moved[0] }],
    });
    expect(await rowIn(bob, group, id)).toMatchObject({
      fields: {
        target: { selectors: [{ type: 'TextQuoteSelector', exact: 'elsewhere' }], keys: ['//example.org/reading'] },
      },
    });
  });

  test('a highlight becomes a comment with its first word', async () => {
    const { id } = await tool.share(group, { target });
    expect(await rowIn(bob, group, id)).toMatchObject({ fields: { kind: 'highlight' } });
    await tool.ask('PATCH', `annotations/${id}`, { text: 'now it says something' });
    expect(await rowIn(bob, group, id)).toMatchObject({ fields: { kind: 'comment' } });
  });

  test('is deleted everywhere', async () => {
    const { id } = await tool.share(group);
    const answer = await tool.ask('DELETE', `annotations/${id}`);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([200, { id, deleted: true }]);
    expect(await rowIn(bob, group, id)).toMatchObject({ deleted: true });
    expect((await tool.ask('GET', `annotations/${id}`)).status).toBe(404);
    expect((await tool.ask('DELETE', `annotations/${id}`)).status).toBe(404);
  });

  test('answers what it says, in the group of that', async () => {
    const asked = await bob.write(group, 'why?');
    const first = await tool.share(group, { references: [asked], text: 'because' });
    const second = await bobs.share(group, {
      references: [asked, first.id],
      text: 'oh',
      group: freshId(),
      permissions: { read: [`group:${group}`] },
    });
    expect(first.references).toEqual([asked]);
    expect(second).toMatchObject({ references: [asked, first.id], group });
    expect(await rowIn(ada, group, second.id)).toMatchObject({ fields: { kind: 'reply', parent: first.id } });
  });
});

describe('what is written by a device', () => {
  test('is there for tools, and what they cannot name in their words', async () => {
    const id = freshId();
    await bob.push(putOp(group, id, fields({ kind: 'question', text: 'why?', tags: ['t'] })));
    expect(read(await tool.ask('GET', `annotations/${id}`))).toMatchObject({
      text: 'why?',
      tags: ['t'],
      uri: URI,
      document: { title: ['A reading'] },
      target: [{ source: URI, selector: [{ type: 'TextQuoteSelector', exact: 'the passage' }] }],
      user_info: { display_name: 'Bob' },
    });
    await bob.push(deleteOp(group, id));
    expect((await tool.ask('GET', `annotations/${id}`)).status).toBe(404);
  });

  test('is W3C JSON-LD as well', async () => {
    const id = await bob.write(group, 'in JSON-LD');
    const answer = await tool.ask('GET', `annotations/${id}.jsonld`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('application/ld+json'),
    ]);
    expect(JSON.parse(answer.text)).toMatchObject({
      '@context': 'http://www.w3.org/ns/anno.jsonld',
      type: 'Annotation',
      creator: { name: 'Bob' },
    });
  });

  test('once hidden it has no words but for its author', async () => {
    const id = await bob.write(group, 'harmful words');
    await ada.hide(group, id);
    expect(read(await tool.ask('GET', `annotations/${id}`))).toMatchObject({ text: '', tags: [], hidden: true });
    expect(read(await bobs.ask('GET', `annotations/${id}`))).toMatchObject({ text: 'harmful words', hidden: true });
    expect((await tool.search({ any: 'harmful' })).total).toBe(0);
  });

  test('once hidden, nothing that its tool sent with it is told, nor the passage; shown again, all of it is', async () => {
    const target = [{ selector: [{ type: 'TextQuoteSelector', exact: 'harmful passage' }] }];
    const made = await bobs.make({
      group,
      text: 'so',
      target,
      remark: 'harmful remark',
      document: { title: ['harmful title'] },
      permissions: { read: [`group:${group}`] },
    });
    await ada.hide(group, made.id);
    expect((await tool.ask('GET', `annotations/${made.id}`)).text).not.toContain('harmful');
    const rows = (await ada.ask('GET', `/sync/v1/groups/${group}/changes?after=0`)).text;
    expect(rows).not.toContain('harmful remark');
    expect((await bobs.ask('GET', `annotations/${made.id}`)).text).toContain('harmful remark');
    await ada.showAgain(group, made.id);
    const again = (await tool.ask('GET', `annotations/${made.id}`)).text;
    expect([
      again.includes('harmful remark'),
      again.includes('harmful passage'),
      again.includes('harmful title'),
    ]).toEqual([true, true, true]);
  });

  test('reactions are nothing that tools hear of', async () => {
    const id = await bob.write(group, 'thanks?');
    await ada.react(group, id, 'nod');
    await ada.react(group, id, 'agree');
    const { rows } = await tool.search({ any: 'thanks' });
    expect(rows.map((row) => row.id)).toEqual([id]);
    expect(JSON.stringify(rows)).not.toMatch(/nod|agree/);
  });
});

describe('what is refused, in words', () => {
  test.each([
    ['nothing', 'not JSON'],
    ['no address', { text: 'x' }],
    ['a text that is none', { uri: URI, text: 3 }],
    ['a text that is too long', { uri: URI, text: 'x'.repeat(50_001) }],
    ['a tag that is too long', { uri: URI, tags: ['x'.repeat(65)] }],
    ['an answer to nothing', { uri: URI, references: ['A'.repeat(22)] }],
    ['a public note', { uri: URI, group: '__world__', permissions: { read: ['group:__world__'] } }],
    ['a note for somebody else', { uri: URI, permissions: { read: ['acct:eve@127.0.0.1'] } }],
    ['more than is kept', { uri: URI, more: 'x'.repeat(60_000) }],
  ])('%s', async (_, body) => {
    const answer = await tool.ask('POST', 'annotations', body);
    expect([answer.status, reasonOf(answer)]).toEqual([400, expect.stringMatching(/\w+/)]);
  });

  test('an answer for oneself to what others read', async () => {
    const asked = await bob.write(group);
    const answer = await tool.ask('POST', 'annotations', { uri: URI, references: [asked], group });
    expect([answer.status, reasonOf(answer)]).toEqual([400, expect.stringContaining('permissions')]);
  });

  test('more and more to keep', async () => {
    const { id } = await tool.share(group, { one: 'x'.repeat(40_000) });
    const answer = await tool.ask('PATCH', `annotations/${id}`, { two: 'x'.repeat(40_000) });
    expect([answer.status, reasonOf(answer)]).toEqual([400, expect.stringContaining('too long')]);
  });

  test('to share what is private, or the other way round', async () => {
    const { id } = await tool.make({ group });
    const answer = await tool.ask('PATCH', `annotations/${id}`, {
      text: 'x',
      permissions: { read: [`group:${group}`] },
    });
    expect([answer.status, reasonOf(answer)]).toEqual([400, expect.stringContaining('permissions')]);
    expect(read(await tool.ask('GET', `annotations/${id}`)).text).toBe('');
  });
});

describe('around it', () => {
  test('a body is JSON whatever it says it is, and a slash at the end is none too many', async () => {
    for (const [path, type] of [
      ['annotations', 'application/x-www-form-urlencoded'],
      ['annotations/', 'text/plain'],
    ] as const) {
      const response = await fetch(`${endpoint.url}/api/${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${tool.token}`, 'content-type': type },
        body: JSON.stringify({ uri: URI, text: type }),
      });
      expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ text: type })]);
    }
  });

  test('every answer may be read by any page, says its version, and is JSON for who asks for JSON', async () => {
    for (const [path, accept, status] of [
      ['/api/', 'application/json', 200],
      ['/api/', 'application/vnd.hypothesis.v1+json', 200],
      ['/api/profile', 'text/html, */*;q=0.1', 200],
      ['/api/links', 'application/vnd.hypothesis.v3+json', 406],
      ['/api/nothing', '', 404],
      [`/api/annotations/${freshId()}`, '*/*', 404],
    ] as const) {
      const response = await fetch(endpoint.url + path, { headers: { accept, origin: 'https://tool.example' } });
      expect([path, response.status]).toEqual([path, status]);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      expect(response.headers.get('hypothesis-media-type')).toBe('application/vnd.hypothesis.v1+json');
      if (status !== 200) expect(await response.json()).toEqual({ status: 'failure', reason: expect.any(String) });
    }
    const preflight = await fetch(`${endpoint.url}/api/annotations`, {
      method: 'OPTIONS',
      headers: { origin: 'https://tool.example' },
    });
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([
      204,
      expect.stringContaining('PATCH'),
    ]);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('X-Client-Id');
    // Only this surface.
    const elsewhere = await fetch(`${endpoint.url}/sync/v1/session`, { headers: { origin: 'https://tool.example' } });
    expect(elsewhere.headers.get('access-control-allow-origin')).toBe(null);
  });

  test('a token is granted for itself, and for nothing else', async () => {
    const grant = (form: Record<string, string>) =>
      fetch(`${endpoint.url}/api/token`, { method: 'POST', body: new URLSearchParams(form) });
    const type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
    const granted = await grant({ grant_type: type, assertion: tool.token });
    expect(await granted.json()).toMatchObject({ access_token: tool.token, token_type: 'Bearer', expires_in: 3600 });
    expect((await grant({ grant_type: 'refresh_token', refresh_token: tool.token })).status).toBe(200);
    expect((await grant({ grant_type: type, assertion: ada.session.token })).status).toBe(401);
    expect((await grant({ grant_type: 'password', assertion: tool.token })).status).toBe(400);
  });

  test('who comes without a token reads nothing, and who comes with a wrong one is told so', async () => {
    const ask = (path: string, token?: string) => request(endpoint.url, 'GET', `/api/${path}`, undefined, token);
    expect(JSON.parse((await ask('search')).text)).toEqual({ total: 0, rows: [] });
    expect(JSON.parse((await ask('profile')).text)).toMatchObject({ userid: null, groups: [] });
    expect(JSON.parse((await ask('groups')).text)).toEqual([]);
    expect((await request(endpoint.url, 'POST', '/api/annotations', { uri: URI })).status).toBe(404);
    // A session's token is none for tools.
    for (const token of ['nonsense', ada.session.token, `cp_${'A'.repeat(43)}`]) {
      for (const path of ['search', 'profile', 'groups', `annotations/${freshId()}`])
        expect((await ask(path, token)).status).toBe(401);
    }
  });

  test('profile and groups', async () => {
    const profile = JSON.parse((await tool.ask('GET', 'profile')).text) as {
      userid: string;
      groups: { id: string; name: string }[];
    };
    expect(profile).toMatchObject({ userid: tool.user, authority: '127.0.0.1', user_info: { display_name: 'Ada' } });
    expect(profile.groups.map(({ name }) => name)).toEqual(['Class', 'Only me']);
    expect(JSON.parse((await tool.ask('GET', `groups/${group}?expand=scopes`)).text)).toMatchObject({
      id: group,
      groupid: `group:${group}@127.0.0.1`,
      name: 'Class',
      type: 'private',
      organization: null,
      scopes: { enforced: false },
    });
    expect((await tool.ask('GET', `groups/${freshId()}`)).status).toBe(404);
    const members = JSON.parse((await bobs.ask('GET', `groups/${group}/members`)).text) as {
      display_name: string;
      roles: string[];
    }[];
    expect(members.map(({ display_name: name, roles }) => [name, ...roles]).toSorted()).toEqual([
      ['Ada', 'owner'],
      ['Bob', 'member'],
    ]);
    expect(
      JSON.parse((await bobs.ask('GET', `groups/${group}/members?page[number]=2&page[size]=1`)).text),
    ).toMatchObject({ meta: { page: { total: 2 } }, data: [{}] });
    const page = JSON.parse((await bobs.ask('GET', `groups/${group}/annotations?page[size]=2`)).text) as {
      meta: object;
      data: unknown[];
    };
    expect(page).toMatchObject({ meta: { page: { total: expect.any(Number) } }, data: [{ group }, { group }] });
    expect((await bobs.ask('GET', `groups/${group}/annotations?page[size]=101`)).status).toBe(400);
  });
});
