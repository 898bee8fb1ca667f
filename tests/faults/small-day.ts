/** The requests of a small class's day, each writing in its own way, for faults that must meet them all. */
import * as v from 'valibot';
import { invitation, pushAnswer } from '../../src/protocol/sync.ts';
import { Learner, deleteOp, fields, freshId, groupOp, putOp } from '../server/class.ts';
import type { Answer } from '../server/class.ts';
import { must } from './fault.ts';

export type SmallDay = {
  group: string;
  /** In order. Each is asked until it is answered well, the same one again after a failure. */
  requests: { ask: () => Promise<Answer>; done: (answer: Answer) => number }[];
  /** Annotations that must be there at the end of the day. */
  living: () => string[];
};

/** @param notes how many are created, a third of them edited, another third deleted */
export function smallDay(ann: Learner, ben: Learner, notes: number): SmallDay {
  const group = freshId();
  const ids = Array.from({ length: notes }, freshId);
  const [edited, deleted] = [ids.filter((_, at) => at % 3 === 1), ids.filter((_, at) => at % 3 === 2)];
  let code = '';
  const push = (who: Learner, ops: object[]): SmallDay['requests'][number] => ({
    ask: () => who.ask('POST', '/sync/v1/push', { epoch: null, ops }),
    done: ({ text }) => {
      const { results } = v.parse(pushAnswer, JSON.parse(text));
      // Not a duplicate: what was answered by an error has not been done.
      for (const { status } of results) must(status === 'applied', `after an error answered ${status}`);
      return results.length;
    },
  });
  const request = (ask: () => Promise<Answer>, done: (text: string) => void = () => {}) => ({
    ask,
    done: ({ text }: Answer) => (done(text), 0),
  });
  return {
    group,
    requests: [
      push(ann, [groupOp(group, { name: 'Class', description: '', personal: false })]),
      request(
        () => ann.ask('POST', `/sync/v1/groups/${group}/invitation`, {}),
        (text) => ({ code } = v.parse(invitation, JSON.parse(text))),
      ),
      request(() => ben.ask('POST', '/sync/v1/join', { code, name: 'Ben' })),
      push(
        ann,
        ids.map((id) => putOp(group, id, fields())),
      ),
      request(() => ben.ask('GET', `/sync/v1/groups/${group}/changes`)),
      push(
        ann,
        edited.map((id) => putOp(group, id, { text: 'new words' }, 1)),
      ),
      push(
        ann,
        deleted.map((id) => deleteOp(group, id)),
      ),
      request(() => ann.setRole(group, ben.id, 'facilitator')),
      request(() => ann.remove(group, ben.id)),
      request(() => ann.ask('GET', '/sync/v1/session')),
    ],
    living: () => ids.filter((id) => !deleted.includes(id)),
  };
}
