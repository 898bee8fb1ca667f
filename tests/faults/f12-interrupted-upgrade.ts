/**
 * The client's database of every released version, with data and a full outbox, is opened by this
 * version, and the upgrade is interrupted anywhere: the next start finds everything and finishes.
 */
// Before the store: Dexie looks for IndexedDB when it is loaded.
import 'fake-indexeddb/auto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { openStore } from '../../src/store/database.ts';
import { between, seeded } from '../../bench/random.ts';
import { freshId } from '../server/class.ts';
import { dumpDatabase, rebuild } from '../store/fixture.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { interruptUpgrades } from './interrupted-upgrade.ts';

const FOLDER = join(import.meta.dirname, '../store/fixtures');
const rows = v.array(v.looseObject({ id: v.string() }));
const fixture = v.object({
  stores: v.looseObject({ annotations: v.looseObject({ rows }), outbox: v.looseObject({ rows }) }),
});

export const f12: Fault = {
  title: 'an older client database whose upgrade is interrupted keeps data and outbox',
  run: async ({ seed, long, size }) => {
    const random = seeded(seed);
    const figures = { acknowledged: 0, lost: 0, duplicated: 0, leaked: 0 };
    const more = { versions: 0, upgrades: 0, interrupted: 0 };
    const upgrades = interruptUpgrades();
    try {
      for (const file of readdirSync(FOLDER)) {
        more.versions++;
        const old = grown(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')), long ? 60 : 8);
        await rebuild(`${file} whole`, old);
        upgrades.cutAt(Infinity);
        const wanted = await kept(`${file} whole`);
        const whole = openStore(`${file} whole`);
        await whole.open();
        whole.close();
        const steps = upgrades.steps();
        for (let n = 0; n < (size ?? (long ? 100 : 6)); n++) {
          const name = `${file} ${seed} ${n}`;
          await rebuild(name, old);
          upgrades.cutAt(between(random, 1, Math.max(1, steps)));
          const cut = openStore(name);
          const opened = await cut.open().then(
            () => true,
            () => false,
          );
          cut.close();
          if (!opened) more.interrupted++;
          must(
            opened === (steps === 0),
            `${file}: an upgrade of ${steps} steps was ${opened ? 'not ' : ''}interrupted`,
          );
          upgrades.cutAt(Infinity);
          const again = openStore(name);
          await again.open();
          again.close();
          more.upgrades++;
          const found = await kept(name);
          figures.acknowledged += wanted.length;
          figures.lost += wanted.filter((one) => !found.includes(one)).length;
          figures.duplicated += Math.max(0, found.length - wanted.length);
        }
      }
    } finally {
      upgrades.mend();
    }
    must(more.interrupted > 0, 'no upgrade was interrupted');
    return { ...figures, more };
  },
};

/** The records and what waits to be sent, each (or of many together, as they stand) as text; an upgrade may change the keys they are found by. */
async function kept(name: string): Promise<string[]> {
  const { stores } = await dumpDatabase(name);
  return [
    ...v.parse(rows, stores['annotations']?.rows).map((record) => JSON.stringify({ ...record, keys: null })),
    ...['outbox', 'parcels', 'shelves'].flatMap((name) => stores[name]?.rows ?? []).map((one) => JSON.stringify(one)),
    ...(stores['refused']?.rows ?? []).map((entry) => JSON.stringify(entry)),
  ];
}

/** The same database with every record and every entry of the outbox many times, under ids of their own. */
function grown(given: unknown, times: number): unknown {
  const old = v.parse(fixture, given);
  const more = { ...v.parse(v.looseObject({}), given) };
  const { annotations, outbox } = old.stores;
  const waiting = outbox.rows.filter(({ op }) => v.is(v.looseObject({ kind: v.literal('annotation') }), op));
  const copies = Array.from({ length: times }, () => {
    const ids = new Map(annotations.rows.map(({ id }) => [id, freshId()]));
    const renamed = (row: unknown): unknown =>
      JSON.parse(
        JSON.stringify(row).replace(/"([\w-]{22})"/g, (all, id: string) => (ids.has(id) ? `"${ids.get(id)}"` : all)),
      );
    return {
      annotations: annotations.rows.map(renamed),
      outbox: waiting.map((all) => {
        const entry = Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'n'));
        const opId = freshId();
        return { ...v.parse(v.looseObject({ op: v.looseObject({}) }), renamed(entry)), opId };
      }),
    };
  });
  return {
    ...more,
    stores: {
      ...old.stores,
      annotations: { ...annotations, rows: [...annotations.rows, ...copies.flatMap((copy) => copy.annotations)] },
      outbox: { ...outbox, rows: [...outbox.rows, ...copies.flatMap((copy) => copy.outbox)] },
    },
  };
}
