/** Who may do what by the API of Hypothesis: what every role may not is not there for it, whatever it asks. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../../src/core/record.ts';
import { Learner, openEndpoint, request, roomyLimits, type Answer, type TestEndpoint } from '../class.ts';
import { Tool, URI, read, reasonOf } from './tool.ts';

type Who = Role | 'author' | 'left' | 'removed' | 'outsider' | 'nobody';
const EVERYBODY: readonly Who[] = [
  'author',
  'owner',
  'facilitator',
  'member',
  'reader',
  'left',
  'removed',
  'outsider',
  'nobody',
];
const MEMBERS: readonly Who[] = ['author', 'owner', 'facilitator', 'member', 'reader'];

let endpoint: TestEndpoint;
let group: string;
const tools = new Map<Who, Tool>();
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
  const owner = await Learner.guest(endpoint.url, 'owner');
  group = await owner.makeGroup();
  const code = await owner.invite(group);
  for (const who of EVERYBODY) {
    if (who === 'nobody') continue;
    const learner = who === 'owner' ? owner : await Learner.guest(endpoint.url, who);
    if (who !== 'outsider' && who !== 'owner') await learner.join(code);
    if (who === 'facilitator' || who === 'reader') await owner.setRole(group, learner.id, who);
    tools.set(who, await Tool.of(learner));
    if (who === 'left') await learner.leave(group);
    if (who === 'removed') await owner.remove(group, learner.id);
  }
}, 60_000);
afterAll(() => endpoint.dispose());

const ask = (who: Who, method: string, path: string, body?: unknown): Promise<Answer> =>
  tools.get(who)?.ask(method, path, body) ?? request(endpoint.url, method, `/api/${path}`, body);
const authors = (): Tool => {
  const tool = tools.get('author');
  if (!tool) throw new Error('nobody writes');
  return tool;
};

/** Each asks for a note of its own, so that one who may delete leaves it for the next. */
async function answers(visibility: 'shared' | 'private' | 'hidden', method: string, path: string, body?: unknown) {
  const given: [Who, number][] = [];
  for (const who of EVERYBODY) {
    const note =
      visibility === 'private' ? await authors().make({ group }) : await authors().share(group, { text: 'words' });
    if (visibility === 'hidden') await tools.get('owner')?.owner.hide(group, note.id);
    const answer = await ask(who, method, path.replace(':id', note.id), body);
    if (answer.status !== 200) expect(reasonOf(answer)).toBe('There is nothing here, or it is not for you.');
    given.push([who, answer.status]);
  }
  return given;
}
const only = (...allowed: readonly Who[]): [Who, number][] =>
  EVERYBODY.map((who) => [who, allowed.includes(who) ? 200 : 404]);

describe('a note', () => {
  test.each([
    ['shared', 'GET', 'annotations/:id', MEMBERS],
    ['shared', 'GET', 'annotations/:id.jsonld', MEMBERS],
    ['shared', 'PATCH', 'annotations/:id', ['author']],
    ['shared', 'PUT', 'annotations/:id', ['author']],
    ['shared', 'DELETE', 'annotations/:id', ['author', 'owner', 'facilitator']],
    ['hidden', 'GET', 'annotations/:id', MEMBERS],
    ['hidden', 'PATCH', 'annotations/:id', []],
    ['hidden', 'DELETE', 'annotations/:id', ['author', 'owner', 'facilitator']],
    ['private', 'GET', 'annotations/:id', ['author']],
    ['private', 'GET', 'annotations/:id.jsonld', ['author']],
    ['private', 'PATCH', 'annotations/:id', ['author']],
    ['private', 'PUT', 'annotations/:id', ['author']],
    ['private', 'DELETE', 'annotations/:id', ['author']],
  ] as const)('%s: %s %s', async (visibility, method, path, allowed) => {
    const body = method === 'PATCH' || method === 'PUT' ? { text: 'other' } : undefined;
    expect(await answers(visibility, method, path, body)).toEqual(only(...allowed));
  });

  test('with nothing to change in it: nobody else is let near it either', async () => {
    expect(await answers('shared', 'PATCH', 'annotations/:id', {})).toEqual(only('author'));
  });

  test('says to each who may delete it', async () => {
    const { id } = await authors().share(group);
    for (const who of MEMBERS) {
      const mayDelete = read(await ask(who, 'GET', `annotations/${id}`)).permissions.delete;
      expect([who, mayDelete.includes(tools.get(who)?.user ?? '')]).toEqual([
        who,
        ['author', 'owner', 'facilitator'].includes(who),
      ]);
    }
  });
});

describe('in a group', () => {
  const each = async (method: string, path: () => string, body?: () => unknown): Promise<[Who, number][]> => {
    const given: [Who, number][] = [];
    for (const who of EVERYBODY) given.push([who, (await ask(who, method, path(), body?.())).status]);
    return given;
  };
  const shared = () => ({ uri: URI, group, permissions: { read: [`group:${group}`] } });

  test('writing', async () => {
    expect(await each('POST', () => 'annotations', shared)).toEqual(only('author', 'owner', 'facilitator', 'member'));
  });

  test('for oneself: every member, and nobody else names the group', async () => {
    expect(
      await each(
        'POST',
        () => 'annotations',
        () => ({ uri: URI, group }),
      ),
    ).toEqual(only(...MEMBERS));
  });

  test('answering', async () => {
    const { id } = await authors().share(group);
    const given = await each(
      'POST',
      () => 'annotations',
      () => ({ ...shared(), references: [id] }),
    );
    // Who cannot read what is answered is told that there is no such note.
    const refused = (who: Who) => (who === 'reader' || who === 'nobody' ? 404 : 400);
    expect(given).toEqual(
      EVERYBODY.map((who) => [who, ['author', 'owner', 'facilitator', 'member'].includes(who) ? 200 : refused(who)]),
    );
  });

  test.each(['groups/:id', 'groups/:id/members', 'groups/:id/annotations'])('%s', async (path) => {
    expect(await each('GET', () => path.replace(':id', group))).toEqual(only(...MEMBERS));
  });

  test('searching, by whatever', async () => {
    const mine = await authors().share(group, { text: 'needle', tags: ['needle'] });
    const hidden = await authors().make({ text: 'needle of my own', tags: ['needle'] });
    const answer = await authors().share(group, { text: 'needle too', tags: ['needle'], references: [mine.id] });
    for (const query of [
      'any=needle',
      'tag=needle',
      `user=${authors().user}&text=needle`,
      `uri=${URI}&any=needle`,
      `references=${mine.id}`,
    ]) {
      for (const who of EVERYBODY) {
        const { rows, total } = JSON.parse((await ask(who, 'GET', `search?limit=200&${query}`)).text) as {
          rows: { id: string }[];
          total: number;
        };
        const all = query.startsWith('references')
          ? [answer.id]
          : [mine.id, answer.id, ...(who === 'author' ? [hidden.id] : [])];
        const seen = MEMBERS.includes(who) ? all : [];
        expect([query, who, total, rows.map(({ id }) => id).toSorted()]).toEqual([
          query,
          who,
          seen.length,
          seen.toSorted(),
        ]);
      }
    }
  });
});
