/** Who may react how, as one written table against the real endpoint, in the manner of permission-matrix.test.ts. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Learner, fields, freshId, openEndpoint, putOp, reactOp, roomyLimits, takeBackOp } from './class.ts';
import type { TestEndpoint } from './class.ts';

/** y: done. n: refused. Who is no member is refused as for a group that does not exist; x: not signed in. */
const table = `
                      owner facilitator member reader left removed outsider anonymous
  nod to other        y     y           y      n      n    n       n        x
  nod to own          n     n           n      n      n    n       n        x
  doubt other         y     y           y      n      n    n       n        x
  doubt own           n     n           n      n      n    n       n        x
  doubt a question    n     n           n      n      n    n       n        x
  me too              y     y           y      n      n    n       n        x
  me too to own       n     n           n      n      n    n       n        x
  me too to a comment n     n           n      n      n    n       n        x
  mark an answer      y     y           y      n      n    n       n        x
  mark for the asker  n     n           n      n      n    n       n        x
  resolve own         y     y           y      n      n    n       n        x
  resolve other       y     y           n      n      n    n       n        x
  resolve an answer   n     n           n      n      n    n       n        x
  reopen other        y     y           n      n      n    n       n        x
  take back own       y     y           y      y      n    n       n        x
  take back other     n     n           n      n      n    n       n        x`;
const [heading = '', ...lines] = table.trim().split('\n');
const roles = heading.trim().split(/\s+/);
const cells = lines.flatMap((line) => {
  const [, verb = '', marks = ''] = /^ *(.+?) {1,}((?:[ynx] *){8})$/.exec(line) ?? [];
  return marks
    .trim()
    .split(/\s+/)
    .map((mark, at): [string, string, string] => [roles[at] ?? '', verb, mark]);
});

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint({ limits: roomyLimits() });
});
afterAll(() => endpoint.dispose());

const write = async (
  learner: Learner,
  group: string,
  kind: 'comment' | 'question' | 'reply',
  parent: string | null = null,
) => {
  const id = freshId();
  const target = { ...fields().target, ...(parent !== null && { selectors: [] }) };
  await learner.pushOne(putOp(group, id, fields({ kind, parent, target })));
  return id;
};

/** A peer asked and said something, an aide answered, and both reacted; a subject of the given role did the same before. */
async function scene(role: string) {
  const owner = await Learner.guest(endpoint.url, 'Owner');
  const group = await owner.makeGroup();
  const code = await owner.invite(group);
  const joined = async (name: string): Promise<Learner> => {
    const learner = await Learner.guest(endpoint.url, name);
    await learner.join(code);
    return learner;
  };
  const [peer, aide] = [await joined('Peer'), await joined('Aide')];
  await owner.setRole(group, aide.id, 'facilitator');
  const said = await write(peer, group, 'comment');
  const asked = await write(peer, group, 'question');
  const there = {
    group,
    said,
    asked,
    answer: await write(aide, group, 'reply', asked),
    resolved: await peer.react(group, said, 'resolved'),
    doubted: await aide.react(group, said, 'doubt'),
  };
  const subject = role === 'owner' ? owner : await Learner.guest(endpoint.url, 'Subject');
  if (role === 'anonymous') subject.session = { ...subject.session, token: 'x'.repeat(32) };
  if (role === 'outsider' || role === 'anonymous') {
    const none = freshId();
    return { ...there, subject, own: none, myQuestion: none, myAnswer: none, agreed: none };
  }
  if (role !== 'owner') await subject.join(code);
  const myQuestion = await write(subject, group, 'question');
  const mine = {
    own: await write(subject, group, 'comment'),
    myQuestion,
    myAnswer: await write(aide, group, 'reply', myQuestion),
    agreed: await subject.react(group, said, 'agree'),
  };
  if (role === 'left') await subject.leave(group);
  if (role === 'removed') await owner.remove(group, subject.id);
  if (role === 'facilitator' || role === 'reader') await owner.setRole(group, subject.id, role);
  return { ...there, subject, ...mine };
}

const acts: Record<string, (it: Awaited<ReturnType<typeof scene>>) => unknown> = {
  'nod to other': ({ group, said }) => reactOp(group, said, 'nod'),
  'nod to own': ({ group, own }) => reactOp(group, own, 'nod'),
  'doubt other': ({ group, said }) => reactOp(group, said, 'doubt'),
  'doubt own': ({ group, own }) => reactOp(group, own, 'doubt'),
  'doubt a question': ({ group, asked }) => reactOp(group, asked, 'doubt'),
  'me too': ({ group, asked }) => reactOp(group, asked, 'me-too'),
  'me too to own': ({ group, myQuestion }) => reactOp(group, myQuestion, 'me-too'),
  'me too to a comment': ({ group, said }) => reactOp(group, said, 'me-too'),
  'mark an answer': ({ group, myAnswer }) => reactOp(group, myAnswer, 'answered'),
  'mark for the asker': ({ group, answer }) => reactOp(group, answer, 'answered'),
  'resolve own': ({ group, own }) => reactOp(group, own, 'resolved'),
  'resolve other': ({ group, asked }) => reactOp(group, asked, 'resolved'),
  'resolve an answer': ({ group, answer }) => reactOp(group, answer, 'resolved'),
  'reopen other': ({ group, resolved }) => takeBackOp(group, resolved),
  'take back own': ({ group, agreed }) => takeBackOp(group, agreed),
  'take back other': ({ group, doubted }) => takeBackOp(group, doubted),
};

test('the table is read whole', () => {
  expect(cells).toHaveLength(lines.length * 8);
  expect([...new Set(cells.map(([, verb]) => verb))]).toEqual(Object.keys(acts));
});

test.each(cells)('%s: %s → %s', async (role, verb, mark) => {
  const it = await scene(role);
  const answer = await it.subject.ask('POST', '/sync/v1/push', { epoch: null, ops: [acts[verb]?.(it)] });
  if (mark === 'x') return expect(answer.status).toBe(401);
  // Of what an outsider asks for, nothing is there.
  const { results } = JSON.parse(answer.text) as { results: { status: string; row?: unknown }[] };
  if (['left', 'removed', 'outsider'].includes(role)) {
    return expect(results).toEqual([{ opId: expect.any(String), status: 'forbidden' }]);
  }
  expect(results.map(({ status }) => status)).toEqual([mark === 'y' ? 'applied' : 'forbidden']);
});
