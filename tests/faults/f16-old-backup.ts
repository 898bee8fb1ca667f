/**
 * The endpoint comes back from an older backup, by the operator's own commands, while devices hold what
 * was written since. Connected authors bring their records back; what was deleted stays deleted.
 */
import { join } from 'node:path';
import { copyDatabase } from '../../src/server/storage/sqlite/backup.ts';
import { restoreDatabase } from '../../src/server/storage/sqlite/restore.ts';
import { deleteNote } from '../../src/store/delete-note.ts';
import { Device, sources, twoInAGroup } from '../sync/device.ts';
import { seeded } from '../../bench/random.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { lookInto, onGround } from './ground.ts';

export const f16: Fault = {
  title: 'after a restore connected devices bring back what is missing, and nothing deleted',
  run: ({ seed, long }) =>
    onGround(async ({ folder, path, start }) => {
      const random = seeded(seed);
      const steps = long ? 200 : 14;
      const endpoint = await start();
      const port = Number(new URL(endpoint.url).port);
      const { a, b, group } = await twoInAGroup(endpoint.url);
      const devices = [a, b];
      const sync = async (): Promise<void> => {
        for (let round = 0; round < 3; round++) for (const device of devices) await device.syncer.run();
      };
      const living = new Map<string, { text: string; author: Device }>();
      const gone = new Set<string>();
      const act = async (n: number): Promise<void> => {
        const author = random() < 0.5 ? a : b;
        const own = [...living].filter(([, note]) => note.author === author);
        const [id, note] = own[Math.floor(random() * own.length)] ?? [];
        const die = random();
        const text = `s${seed} ${n}`;
        if (id === undefined || note === undefined || die < 0.5)
          living.set(await author.write(text, group), { text, author });
        else if (die < 0.75) {
          await author.edit(id, text, [], note.text);
          living.set(id, { text, author });
        } else {
          // Its author, or the owner of the group, on a device that has it.
          const hand = random() < 0.5 ? author : a;
          await deleteNote(hand.db, id, sources);
          living.delete(id);
          gone.add(note.text);
        }
        await sync();
      };

      for (let n = 0; n < steps / 2; n++) await act(n);
      const backup = join(folder, 'yesterday.backup');
      await copyDatabase(path, backup);
      const inBackup = new Set(lookInto(backup).ids);
      for (let n = steps / 2; n < steps; n++) await act(n);
      for (const device of devices)
        must((await device.conversation()).sync.waiting === 0, 'not everything was acknowledged');
      const since = [...living.keys()].filter((id) => !inBackup.has(id)).length;

      await endpoint.exit('SIGKILL');
      restoreDatabase(backup, path);
      await start(port);
      await sync();
      const fresh = await new Device().copyAccount(a);
      devices.push(fresh);
      await sync();

      const wanted = [...living.values()].map(({ text }) => text);
      const figures = { lost: 0, duplicated: 0, leaked: 0 };
      for (const device of devices) {
        const shown = await device.texts();
        figures.lost += wanted.filter((text) => !shown.includes(text)).length;
        figures.duplicated += shown.length - new Set(shown).size;
        figures.leaked += shown.filter((text) => gone.has(text)).length;
        device.syncer.stop();
      }
      const { findings } = lookInto(path);
      must(findings.length === 0, findings.join('; '));
      return {
        acknowledged: wanted.length,
        ...figures,
        more: { 'written since the backup': since, deleted: gone.size, devices: devices.length },
      };
    }),
};
