/**
 * Learners write, edit, delete and take back on three devices while the network fails and workers
 * die. Afterwards every device shows the same, and no words are lost that nobody threw away.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deleteNote, restoreNote } from '../../src/store/write-note.ts';
import { Device, must, sources, startEndpoint, twoInAGroup, type TestEndpoint } from './device.ts';
import { seeded } from '../../bench/random.ts';
import { faultyFetch } from './faults.ts';

const SEEDS = Number(process.env['SEEDS'] ?? 12);
const FIRST = Number(process.env['FIRST_SEED'] ?? 1);
const STEPS = 40;

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await startEndpoint();
});
afterAll(() => endpoint.dispose());

test.each(Array.from({ length: SEEDS }, (_, at) => FIRST + at))(
  'seed %i: the same everywhere, nothing lost',
  async (seed) => {
    const random = seeded(seed);
    const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)];
    const { a, b, group } = await twoInAGroup(endpoint.url);
    const second = await new Device().copyAccount(a);
    await second.syncer.run();
    const devices = [a, second, b];
    const fetch = faultyFetch(random);
    const worker = (device: Device): void => {
      device.syncer.stop();
      device.newSyncer({ fetch });
    };
    for (const device of devices) worker(device);

    // Words are superseded when somebody who sees them changes or deletes them.
    const written = new Set<string>();
    const superseded = new Set<string>();
    const deleted = new Map<Device, string[]>(devices.map((device) => [device, []]));
    for (let step = 0; step < STEPS; step++) {
      const device = pick(devices) ?? a;
      const own = (await device.conversation()).notes.filter((note) => note.mine && note.can.edit);
      const note = pick(own);
      const die = random();
      // A learner thinks; meanwhile changes from elsewhere come in.
      await new Promise((thought) => setTimeout(thought, 5));
      const text = `s${seed}-${step}`;
      if (die < 0.25 || (die < 0.6 && !note)) {
        await device.write(text, group);
        written.add(text);
      } else if (die < 0.55 && note) {
        await device.edit(note.id, text, [text], note.text);
        superseded.add(note.text);
        written.add(text);
      } else if (die < 0.65 && note) {
        await deleteNote(device.db, note.id, sources);
        superseded.add(note.text);
        deleted.get(device)?.push(note.id);
      } else if (die < 0.72) {
        const id = pick(deleted.get(device) ?? []);
        if (id !== undefined) await restoreNote(device.db, id, sources);
      } else if (die < 0.8) worker(device);
      else await device.syncer.run();
    }

    for (const device of devices) {
      device.syncer.stop();
      device.newSyncer();
    }
    for (let round = 0; round < 3; round++) for (const device of devices) await device.syncer.run();

    const shown = await Promise.all(
      devices.map(async (device) => {
        const { notes, sync } = await device.conversation();
        expect(sync).toMatchObject({ state: 'ok', waiting: 0 });
        return notes;
      }),
    );
    // A note of which one device has words that could not be sent is shown there with these words.
    const notSent = new Set(shown.flat().flatMap(({ id, send }) => (send.state === 'refused' ? [id] : [])));
    const everywhere = shown.map((notes) =>
      notes.filter(({ id }) => !notSent.has(id)).map(({ id, text, tags, copyOf }) => ({ id, text, tags, copyOf })),
    );
    const byId = (x: { id: string }, y: { id: string }) => (x.id < y.id ? -1 : 1);
    const [first, ...others] = everywhere.map((notes) => JSON.stringify(notes.sort(byId)));
    for (const other of others) expect(other).toBe(first);

    // Words in a note that another device deleted unseen can be taken back on the device that wrote them.
    const records = await Promise.all(devices.map((device) => device.db.annotations.toArray()));
    const undoable = records.flat().flatMap((record) => (record.kept ? [record.kept.text] : []));
    const kept = [...shown.flat().map(({ text }) => text), ...undoable];
    const missing = [...written].filter((text) => !superseded.has(text) && !kept.includes(text));
    expect(missing).toEqual([]);
    const texts = everywhere[0]?.map(({ text }) => text) ?? [];
    expect(texts.length).toBe(new Set(texts).size);
    // Nobody is told of a note that is not theirs to have.
    const groups = must(await (await b.endpoint()).session()).groups.map(({ id }) => id);
    expect(shown[2]?.every((note) => groups.includes(note.group.id))).toBe(true);
    for (const device of devices) device.syncer.stop();
  },
);
