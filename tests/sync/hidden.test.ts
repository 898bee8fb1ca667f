/** Hidden notes on devices: who has the words meanwhile, and that none of them is lost, also when the endpoint comes back from a backup. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { deleteNote } from '../../src/store/write-note.ts';
import { restore } from './backup.ts';
import { Device, must, sources, startEndpoint, twoInAGroup } from './device.ts';

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
  return { on, a, b, group, note };
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

test('an endpoint that comes back from a backup of before gets no emptied words, and none are lost', async () => {
  const { on, a, b, group, note } = await circle();
  const port = Number(new URL(on.server.url).port);
  await on.server.exit('SIGTERM');
  const backup = mkdtempSync(join(tmpdir(), 'commonplace-backup-'));
  onTestFinished(() => rmSync(backup, { recursive: true }));
  cpSync(on.server.folder, backup, { recursive: true });
  on.server = await startEndpoint(on.server.folder, port);
  await b.syncer.run();
  const late = await b.write('late words that harm', group);
  await b.syncer.run();
  for (const one of [note, late]) must(await (await a.endpoint()).hide(group, one, 'not here'));
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  expect((await noteOn(b, late))?.hidden).toEqual({ reason: 'not here' });

  await on.server.exit('SIGTERM');
  restore(backup, on.server.folder);
  on.server = await startEndpoint(on.server.folder, port);
  for (const device of [b, a, b, a]) await device.syncer.run();
  // The backup does not know that they were hidden; nobody's words went.
  for (const device of [a, b]) {
    expect(await device.texts()).toEqual(['late words that harm', 'words that harm']);
    expect((await device.conversation()).sync).toMatchObject({ state: 'ok', waiting: 0, refused: 0 });
  }
});
