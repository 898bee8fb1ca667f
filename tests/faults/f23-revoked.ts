/**
 * Members are removed while others write without a rest: some hold a live connection, some are
 * offline with things to send. Nothing with a place in the history after their removal reaches them.
 */
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { pushAnswer, sessionInfo } from '../../src/protocol/sync.ts';
import { seeded } from '../../bench/random.ts';
import { Learner, fields, freshId, putOp } from '../server/class.ts';
import { LiveClient } from '../server/live-client.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { keepWriting, lookInto, onGround, pause, readAll } from './ground.ts';

/** Somebody who is removed; `reached` is all that they were sent, as text. */
type Member = { learner: Learner; live: LiveClient | null; own: string; reached: string };

export const f23: Fault = {
  title: 'a membership revoked while connected or offline',
  run: ({ seed, long, size }) =>
    onGround(async ({ path, start }) => {
      const random = seeded(seed);
      const endpoint = await start();
      const [owner, writer] = [await Learner.guest(endpoint.url, 'Owner'), await Learner.guest(endpoint.url, 'Writer')];
      const group = await owner.makeGroup();
      const code = await owner.invite(group);
      await writer.join(code);
      const members = await Promise.all(
        Array.from({ length: size ?? (long ? 300 : 12) }, async (_, n): Promise<Member> => {
          const learner = await Learner.guest(endpoint.url, `M${n}`);
          await learner.join(code);
          const live = n % 2 === 0 ? await LiveClient.open(endpoint.url, learner.session.token) : null;
          return { learner, live, own: await learner.write(group, 'mine'), reached: '' };
        }),
      );
      const writing = keepWriting(writer, group, { writers: 2, text: 'for members' });
      const closedAfter: number[] = [];
      let stillListed = 0;

      const revoke = async (member: Member): Promise<void> => {
        const { learner, live, own } = member;
        await pause(random() * (long ? 20_000 : 800));
        // They ask in the very moment as well, not only after it.
        const asking = learner.ask('GET', `/sync/v1/groups/${group}/changes?limit=500`);
        const begun = performance.now();
        const { status } = await owner.remove(group, learner.id);
        must(status === 204, `the removal was answered ${status}`);
        if (live) {
          await live.closed;
          closedAfter.push(performance.now() - begun);
        }
        const ops = [putOp(group, freshId(), fields({ text: 'after' })), putOp(group, own, { text: 'after' }, 1)];
        const answers = {
          pull: await learner.ask('GET', `/sync/v1/groups/${group}/changes`),
          join: await wayBack(learner, code),
          push: await learner.ask('POST', '/sync/v1/push', { epoch: null, ops }),
          session: await learner.ask('GET', '/sync/v1/session'),
        };
        must(answers.pull.status === 404, `a pull after it was answered ${answers.pull.status}`);
        must(answers.join.status === 404, `a way back after it was answered ${answers.join.status}`);
        const { results } = v.parse(pushAnswer, JSON.parse(answers.push.text));
        must(results.length === 2 && results.every((one) => one.status === 'forbidden'), 'a push after it was taken');
        const again = await LiveClient.open(endpoint.url, learner.session.token);
        await pause(300);
        again.close();
        const { heads } = await again.hears('welcome');
        stillListed += v.parse(sessionInfo, JSON.parse(answers.session.text)).groups.length + heads.length;
        const texts = [(await asking).text, ...Object.values(answers).map(({ text }) => text)];
        member.reached = [...texts, JSON.stringify(live?.heard ?? []), JSON.stringify(again.heard)].join('\n');
      };
      await Promise.all(members.map(revoke));
      await writing.stop();
      const kept = await readAll(owner, group);
      await endpoint.exit('SIGTERM');
      const { findings } = lookInto(path);
      must(findings.length === 0, findings.join('; '));
      const removed = removals(path);
      const late = members.flatMap(({ learner, reached }) => {
        const limit = removed.get(learner.id);
        must(limit !== undefined, 'somebody was not removed');
        return [...reached.matchAll(/"(?:seq|cursor|head)":(\d+)/g)].filter(([, seq]) => Number(seq) > limit);
      });
      const acknowledged = [...writing.acknowledged, ...members.map(({ own }) => own)];
      return {
        acknowledged: acknowledged.length,
        lost: acknowledged.filter((id) => !kept.includes(id)).length,
        duplicated: kept.length - new Set(kept).size,
        leaked: late.length + stillListed,
        more: {
          removed: members.length,
          'written after the first removal': Math.max(0, kept.length - Math.min(...removed.values())),
          'ms until the connection was closed (longest)': Math.round(Math.max(...closedAfter)),
        },
      };
    }),
};

/** All come from one address, and more codes are tried from it than may be at once: whoever is told to wait does. */
async function wayBack(learner: Learner, code: string): ReturnType<Learner['ask']> {
  for (;;) {
    const answer = await learner.ask('POST', '/sync/v1/join', { code, name: 'back' });
    if (answer.status !== 429) return answer;
    await pause(1000);
  }
}

/** Where in the history each member was removed. */
function removals(path: string): Map<string, number> {
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db
    .prepare("SELECT r.author, r.seq FROM records r JOIN memberships m ON m.record = r.id WHERE m.status = 'removed'")
    .all();
  db.close();
  return new Map(rows.map(({ author, seq }) => [String(author), Number(seq)]));
}
