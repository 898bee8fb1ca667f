/**
 * Extensions and endpoints of this version and of one ahead, in all pairs that can talk: notes go out
 * and come in live, and fields that only the newer one knows survive the edits of the older one.
 */
import type { Id } from '../../src/core/id.ts';
import type { Spoken } from '../../src/protocol/versions.ts';
import { readIdentity } from '../../src/store/meta.ts';
import { between, seeded } from '../../bench/random.ts';
import { Learner, fields, freshId, putOp } from '../server/class.ts';
import { Device } from '../sync/device.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { endpointHere, onGround } from './ground.ts';

const NOW: Spoken = { oldest: 1, newest: 1 };
const AHEAD: Spoken = { oldest: 1, newest: 2 };
const PAIRS = [NOW, AHEAD].flatMap((client) => [NOW, AHEAD].map((server) => ({ client, server })));
const NEWER = { mood: ['glad', 1], colour: null };

export const f28: Fault = {
  title: 'extension and endpoint of neighbouring versions',
  run: async ({ seed, long, size }) => {
    const random = seeded(seed);
    const figures = { acknowledged: 0, lost: 0, duplicated: 0, leaked: 0 };
    const more = { pairs: PAIRS.length, 'edits that kept newer fields': 0 };
    for (const { client, server } of PAIRS) {
      await onGround(async ({ path }) => {
        const endpoint = await endpointHere(path, { speaks: server });
        const { url } = endpoint;
        const first = await new Device({ speaks: client }).signInAsGuest(url, 'Ada');
        await first.syncer.run();
        const second = await new Device({ speaks: client }).copyAccount(first);
        await second.syncer.run();
        const group = await first.personal();
        const newer = await learnerOf(url, first);
        const wanted: string[] = [];
        const edited: Id[] = [];
        for (let n = 0; n < (size ?? (long ? 200 : 6)); n++) {
          const text = `note ${n}`;
          if (random() < 0.5) {
            await first.write(text, group);
            wanted.push(text);
          } else {
            // As a version ahead would write it, and an older one edit it.
            const id = freshId();
            const [result] = await newer.push(putOp(group, id, { ...fields({ text: `${text} at first` }), ...NEWER }));
            must(result?.status === 'applied', `answered ${result?.status}`);
            await first.syncer.run();
            await first.edit(id, text, ['t']);
            edited.push(id);
            wanted.push(text);
          }
          if (between(random, 0, 2) === 0) await first.syncer.wrote();
        }
        await first.syncer.run();
        // Heard, not pulled: its syncer has not been run since.
        await second.shows(...wanted);
        const rows = await newer.rows(group);
        for (const id of edited) {
          const row = rows.find((one) => one.id === id);
          const has = row !== undefined && !row.deleted && JSON.stringify(pick(row.fields)) === JSON.stringify(NEWER);
          if (has) more['edits that kept newer fields']++;
          else figures.lost++;
        }
        const shown = await second.texts();
        figures.acknowledged += wanted.length;
        figures.lost += wanted.filter((text) => !shown.includes(text)).length;
        figures.duplicated += shown.length - new Set(shown).size;
        figures.leaked += shown.filter((text) => !wanted.includes(text)).length;
        for (const { syncer } of [first, second]) syncer.stop();
        await endpoint.stop();
      });
    }
    return { ...figures, more };
  },
};

const pick = (all: object): object =>
  Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(NEWER, name)));

/** The same account as a device has, speaking for itself. */
async function learnerOf(url: string, device: Device): Promise<Learner> {
  const { token, user, name, email } = await readIdentity(device.db);
  return new Learner(url, { token: token ?? '', user: { id: user, name, email } });
}
