/** Hidden notes on devices: who has the words meanwhile, and that none of them is lost, also when the endpoint comes back from a backup. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readSync } from '../../src/store/meta.ts';
import { retryRefused } from '../../src/store/refused.ts';
import { deleteNote, restoreNote } from '../../src/store/delete-note.ts';
import { editNote } from '../../src/store/write-note.ts';
import { pullGroup } from '../../src/sync/pull.ts';
import { restore } from './backup.ts';
import { Device, must, sources, startEndpoint, twoInAGroup, type TestEndpoint } from './device.ts';

/** Ada hosts, Ben writes. */
async function circle() {
  const server = await startEndpoint();
  const on = { server };
  onTestFinished(() => on.server.dispose());
  const [a, b] = [new Device(), new Device()];
  onTestFinished(() => [a, b].forEach((device) => device.syncer.stop()));
  const { group } = await twoInAGroup(server.url, a, b);
  const note = await b.write('words that harm', group);
  await b.syncer.run();
  await a.syncer.run();
  const hide = async () => must(await (await a.endpoint()).hide(group, note, 'not here'));
  const show = async () => must(await (await a.endpoint()).show(group, note));
  return { on, a, b, group, note, hide, show };
}

const noteOn = async (device: Device, note: string) =>
  (await device.conversation()).notes.find(({ id }) => id === note);

test('others have no words of it, its author has them with the reason, and all have them again when it is shown', async () => {
  const { a, b, group, note } = await circle();
  must(await (await a.endpoint()).hide(group, note, 'not here'));
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  expect(await noteOn(a, note)).toMatchObject({
    text: '',
    hidden: { reason: null },
    can: { hide: true, report: true },
  });
  expect(JSON.stringify(await a.db.annotations.toArray())).not.toContain('harm');
  expect(JSON.stringify(await a.db.reactions.toArray())).not.toContain('harm');
  expect(await noteOn(b, note)).toMatchObject({
    text: 'words that harm',
    hidden: { reason: 'not here' },
    can: { edit: false, hide: false, report: false, delete: true },
  });
  must(await (await a.endpoint()).show(group, note));
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  for (const device of [a, b]) {
    const shown = await noteOn(device, note);
    expect([shown?.text, shown?.hidden]).toEqual(['words that harm', undefined]);
  }
  expect(await b.db.reactions.count()).toBe(0);
});

test('an edit that was on its way is refused and kept with its words; the note can be deleted', async () => {
  const { a, b, group, note } = await circle();
  must(await (await a.endpoint()).hide(group, note, 'not here'));
  await b.edit(note, 'words that harm more');
  await b.syncer.run();
  expect(await noteOn(b, note)).toMatchObject({
    text: 'words that harm more',
    send: { state: 'refused', code: 'forbidden' },
  });
  await a.syncer.run();
  expect((await noteOn(a, note))?.text).toBe('');
  const other = await b.write('harmless', group);
  await b.syncer.run();
  must(await (await a.endpoint()).hide(group, other, 'a mistake'));
  await b.syncer.run();
  await deleteNote(b.db, other, sources);
  await Promise.all([b.syncer.run(), a.syncer.run()]);
  expect(await noteOn(a, other)).toBeUndefined();
  expect((await b.conversation()).sync.waiting).toBe(0);
});

/** A backup of the endpoint as it is now, and the way back to it. */
async function backedUp(on: { server: TestEndpoint }): Promise<() => Promise<void>> {
  const { folder, url } = on.server;
  const port = Number(new URL(url).port);
  const backup = mkdtempSync(join(tmpdir(), 'commonplace-backup-'));
  onTestFinished(() => rmSync(backup, { recursive: true }));
  const anew = async (meanwhile: () => void): Promise<void> => {
    await on.server.exit('SIGTERM');
    meanwhile();
    on.server = await startEndpoint(folder, port);
  };
  await anew(() => cpSync(folder, backup, { recursive: true }));
  return () => anew(() => restore(backup, folder));
}

/** What is there comes here, and nothing goes out. */
async function pull(device: Device, group: string): Promise<void> {
  const { epoch } = await readSync(device.db);
  const asked = { group, epoch: epoch ?? '' };
  const pulled = await pullGroup(device.db, await device.endpoint(), asked, sources, () => undefined);
  expect(pulled).toEqual({ ok: true, session: false });
}

test('what was being written when it was hidden does not go out as another note', async () => {
  const { b, note, hide } = await circle();
  await hide();
  await b.syncer.run();
  const late = { id: note, text: 'words that harm more', tags: [], saw: 'words that harm' };
  expect(await editNote(b.db, late, sources)).toEqual({ ok: false, code: 'forbidden' });
  expect(await b.db.outbox.count()).toBe(0);
  expect(await b.texts()).toEqual(['words that harm']);
});

test.for([
  { change: 'tags', text: 'words that harm' },
  { change: 'words', text: 'better words' },
])(
  'a change of $change that waited when it was hidden is kept with the words, and can be sent again',
  async ({ text }) => {
    const { a, b, group, note, hide, show } = await circle();
    await b.edit(note, text, ['new']);
    await hide();
    await pull(b, group);
    await b.syncer.run();
    const [refused] = await b.db.refused.toArray();
    expect(refused).toMatchObject({ code: 'forbidden', fields: { text, tags: ['new'] } });
    expect(JSON.stringify(refused)).not.toContain('hidden');
    await show();
    await b.syncer.run();
    await retryRefused(b.db, null, sources);
    await b.syncer.run();
    await a.syncer.run();
    for (const device of [a, b]) expect(await noteOn(device, note)).toMatchObject({ text, tags: ['new'] });
    expect(await b.db.refused.count()).toBe(0);
  },
);

test('a change that waited when it was hidden, and then deleted, is kept with the words', async () => {
  const { a, b, group, note, hide } = await circle();
  b.syncer.stop();
  await b.edit(note, 'words that harm', ['new']);
  await hide();
  await pull(b, group);
  await a.syncer.run();
  await deleteNote(a.db, note, sources);
  await a.syncer.run();
  await b.newSyncer().run();
  expect(await b.db.refused.toArray()).toMatchObject([
    { code: 'gone', fields: { text: 'words that harm', tags: ['new'] } },
  ]);
});

test('its author deletes it and takes that back: before it went out it is as it was, after it the words are in “Not sent”', async () => {
  const { b, note, hide } = await circle();
  await hide();
  await b.syncer.run();
  await deleteNote(b.db, note, sources);
  await restoreNote(b.db, note, sources);
  await b.syncer.run();
  expect(await noteOn(b, note)).toMatchObject({
    text: 'words that harm',
    hidden: { reason: 'not here' },
    send: { state: 'sent' },
  });
  await deleteNote(b.db, note, sources);
  await b.syncer.run();
  await restoreNote(b.db, note, sources);
  await b.syncer.run();
  expect(await noteOn(b, note)).toMatchObject({
    text: 'words that harm',
    send: { state: 'refused', code: 'forbidden' },
  });
});

test('where a host deletes it, its author’s device keeps the words as those of any other note', async () => {
  const { a, b, note, hide } = await circle();
  await hide();
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  await deleteNote(a.db, note, sources);
  await a.syncer.run();
  await b.syncer.run();
  expect((await b.db.annotations.get(note))?.kept).toMatchObject({ text: 'words that harm' });
  expect((await a.db.annotations.get(note))?.kept).toBeNull();
});

test('an endpoint that comes back from a backup of before gets no emptied words, and none are lost', async () => {
  const { on, a, b, group, note } = await circle();
  const comeBack = await backedUp(on);
  await b.syncer.run();
  const late = await b.write('late words that harm', group);
  await b.syncer.run();
  for (const one of [note, late]) must(await (await a.endpoint()).hide(group, one, 'not here'));
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  expect((await noteOn(b, late))?.hidden).toEqual({ reason: 'not here' });

  await comeBack();
  for (const device of [b, a, b, a]) await device.syncer.run();
  // The backup does not know that they were hidden; nobody's words went.
  for (const device of [a, b]) {
    expect(await device.texts()).toEqual(['late words that harm', 'words that harm']);
    expect((await device.conversation()).sync).toMatchObject({ state: 'ok', waiting: 0, refused: 0 });
  }
});

test('words that were changed after the backup, and then hidden, come back as they were changed', async () => {
  const { on, a, b, note, hide } = await circle();
  const comeBack = await backedUp(on);
  await b.edit(note, 'better words');
  await b.syncer.run();
  await hide();
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  await comeBack();
  for (const device of [b, a, b, a]) await device.syncer.run();
  for (const device of [a, b]) {
    expect(await device.texts()).toEqual(['better words']);
    expect((await device.conversation()).sync).toMatchObject({ state: 'ok', waiting: 0, refused: 0 });
  }
});
