/** Puts many notes straight into the extension's own store, as a first sync leaves them there. Runs in a page of the extension. */
import type * as entry from './library-entry.ts';

/** `small`: a group of its own for about a tenth of the notes, under this name. */
export type Filling = { notes: number; readings: number; authors: number; small: string };

/** Answers the words that the notes are made of, the commonest first. */
export async function fillLibrary({ notes, readings, authors, small }: Filling): Promise<string[]> {
  const { newId, openStore, readIdentity, shelve } = (globalThis as unknown as { bench: typeof entry }).bench;
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length));
  const db = openStore();
  const now = Date.now();
  const fresh = (at = now): string => newId(at, random);
  const groups = ['Big', small].map((name) => ({ group: fresh(), name }));
  const people = Array.from({ length: authors }, () => fresh());
  const me = (await readIdentity(db)).user;
  const stamp = new Date(now).toISOString();
  const told = { rev: 1, seq: 1, created: stamp, updated: stamp, deleted: false as const };
  await db.write(async () => {
    for (const { group, name } of groups) {
      const envelope = { ...told, group };
      const fields = { name, description: '', personal: false };
      const row = { ...envelope, id: group, author: me, kind: 'group' as const, fields };
      await db.groups.add({ id: group, row, state: 'joined', epoch: 'bench' });
      await db.memberships.bulkAdd(
        [me, ...people].map((member, n) => {
          const as = { member, name: `Member ${n}`, role: 'member' as const, status: 'active' as const };
          const id = fresh();
          return { group, member, id, row: { ...envelope, id, author: member, kind: 'membership', fields: as } };
        }),
      );
    }
  });
  // As in a language: few words often, most of them seldom.
  let seed = 42;
  const chance = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  const syllables = [
    'ta',
    'ren',
    'so',
    'mi',
    'kel',
    'wan',
    'do',
    'lu',
    'ber',
    'ni',
    'ges',
    'pa',
    'thor',
    'e',
    'vi',
    'cra',
  ];
  const words = Array.from({ length: 30_000 }, (_, n) => {
    let word = '';
    for (let left = n + 17; left > 0; left = Math.floor(left / syllables.length))
      word += syllables[left % syllables.length];
    return word + ['', 's', 'ing', 'ed'][n % 4];
  });
  const used = new Set<string>();
  const said = (count: number, isSought = true): string =>
    Array.from({ length: count }, () => {
      const word = words[Math.floor(chance() ** 3 * words.length)] ?? '';
      if (isSought) used.add(word);
      return word;
    }).join(' ');
  for (let at = 0; at < notes; at += 2000) {
    const isSmall = (at / 2000) % 10 === 9;
    const group = groups[isSmall ? 1 : 0]?.group ?? '';
    const batch = Array.from({ length: Math.min(2000, notes - at) }, (_, n) => {
      const made = now - ((notes - at - n) / notes) * 400 * 86_400_000;
      const reading = Math.floor(chance() * readings);
      const source = `https://example.org/reading/${reading}`;
      const keys = [source.replace('https:', '')];
      const exact = said(15);
      const selectors = [
        { type: 'TextQuoteSelector' as const, exact, prefix: said(10, false), suffix: said(10, false) },
      ];
      const target = { source, keys, title: `Reading ${reading}: ${words[reading]}`, selectors };
      const kind = n % 7 === 0 ? ('question' as const) : ('comment' as const);
      const fields = { kind, text: said(40), tags: n % 5 === 0 ? [said(1)] : [], target, parent: null };
      const id = fresh(made);
      const author = people[n % people.length] ?? me;
      const created = new Date(made).toISOString();
      const row = { ...told, group, id, author, created, updated: created, kind: 'annotation' as const, fields };
      return { id, group, author, keys, row, base: row, epoch: 'bench', kept: null };
    });
    await db.write(() => shelve(db, batch));
  }
  db.close();
  return words.filter((word) => used.has(word));
}
