/** A group that is larger than a device asks from: an owner's notes over many documents, put into the endpoint's database. */
import { randomBytes } from 'node:crypto';
import { newId } from '../../src/core/id.ts';
import { revsOf, writeRecord, type Writing } from '../../src/server/sync/write-record.ts';
import type { Endpoint } from '../../src/server/endpoint.ts';
import { setAskFrom } from '../../src/store/holdings.ts';
import { readIdentity } from '../../src/store/meta.ts';
import { createNote } from '../../src/store/write-note.ts';
import { fields } from '../store/open-test-store.ts';
import { Device, must, sources } from './device.ts';

export const DOCUMENTS = 15;
export const ON_EACH = 8;
export const keyOf = (document: number): string => `//example.org/reading-${document}`;

export const onDocument = (document: number, text: string, parent: string | null = null) =>
  fields({
    text,
    parent,
    kind: parent === null ? 'comment' : 'reply',
    target: { source: `https:${keyOf(document)}`, keys: [keyOf(document)], title: 'A reading', selectors: [] },
  });

/** Ada's group is large, Ben is in it and has not read it yet: his device has everything before it. */
export async function bigCircle({ url, deps }: Pick<Endpoint, 'url' | 'deps'>, b = new Device()) {
  const a = new Device();
  await a.signInAsGuest(url, 'Ada');
  const { createGroup } = await import('../../src/store/write-group.ts');
  const group = await createGroup(a.db, 'Hall', sources);
  await a.syncer.run();
  const author = (await readIdentity(a.db)).user;
  const envelope = { group, kind: 'annotation', author, rev: 1, created: new Date().toISOString() } as const;
  await deps.storage.transact([group], async (tx) => {
    const writing: Writing = { tx, now: Date.now(), changes: new Map() };
    for (let at = 0; at < DOCUMENTS * ON_EACH; at++) {
      const document = at % DOCUMENTS;
      const words = onDocument(document, `${Math.floor(at / DOCUMENTS)} on ${document}`);
      const id = newId(Date.now(), randomBytes);
      await writeRecord(writing, { ...envelope, id, fields: words, fieldRevs: revsOf(words, 1) });
    }
  });
  await a.syncer.run();
  await b.signInAsGuest(url, 'Ben');
  const { code } = must(await (await a.endpoint()).invite(group));
  must(await (await b.endpoint()).join({ code, name: 'Ben' }));
  await setAskFrom(b.db, DOCUMENTS * ON_EACH - 1);
  return { a, b, group };
}

export async function writeOn(
  device: Device,
  group: string,
  document: number,
  text: string,
  parent?: string,
): Promise<string> {
  const written = await createNote(device.db, { group, fields: onDocument(document, text, parent ?? null) }, sources);
  if (!written.ok) throw new Error(written.code);
  return written.id;
}
