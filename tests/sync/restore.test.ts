/** The endpoint comes back from yesterday's backup (fault F16): devices bring back what it has lost. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { deleteNote } from '../../src/store/delete-note.ts';
import { createGroup } from '../../src/store/write-group.ts';
import { restore } from './backup.ts';
import { Device, sources, startEndpoint, twoInAGroup } from './device.ts';

test('own notes, edits, deletions and groups made after the backup are offered again, once', async () => {
  let server = await startEndpoint();
  onTestFinished(() => server.dispose());
  const port = Number(new URL(server.url).port);
  const [a, b] = [new Device(), new Device()];
  onTestFinished(() => [a, b].forEach((device) => device.syncer.stop()));
  const { group } = await twoInAGroup(server.url, a, b);
  const edited = await a.write('old words', group);
  const deleted = await a.write('will be deleted', group);
  await a.write('in the backup', group);
  await b.write('of Ben, in the backup', group);
  await Promise.all([a.syncer.run(), b.syncer.run()]);

  await server.exit('SIGTERM');
  const backup = mkdtempSync(join(tmpdir(), 'commonplace-backup-'));
  onTestFinished(() => rmSync(backup, { recursive: true }));
  cpSync(server.folder, backup, { recursive: true });
  server = await startEndpoint(server.folder, port);

  await a.syncer.run();
  await a.edit(edited, 'new words', ['tag']);
  await deleteNote(a.db, deleted, sources);
  await a.write('after the backup', group);
  const late = await createGroup(a.db, 'Made after the backup', sources);
  await a.write('in the late group', late);
  await b.write('of Ben, after the backup', group);
  await Promise.all([a.syncer.run(), b.syncer.run()]);
  await b.edit(
    (await b.conversation()).notes.find(({ text }) => text === 'of Ben, after the backup')?.id ?? '',
    'of Ben, edited',
  );
  await b.syncer.run();
  await a.syncer.run();
  const shared = ['after the backup', 'in the backup', 'new words', 'of Ben, edited', 'of Ben, in the backup'];
  await b.shows(...shared);
  await a.shows('in the late group', ...shared);

  await server.exit('SIGTERM');
  await a.write('while it was away', group);
  restore(backup, server.folder);
  server = await startEndpoint(server.folder, port);
  await a.syncer.run();
  await b.syncer.run();
  await a.syncer.run();

  await b.shows('while it was away', ...shared);
  await a.shows('in the late group', 'while it was away', ...shared);
  for (const device of [a, b]) {
    expect((await device.conversation()).sync).toMatchObject({ state: 'ok', waiting: 0, refused: 0 });
  }
  // A new device gets it all from the endpoint alone.
  a.syncer.stop();
  const fresh = await new Device().copyAccount(a);
  onTestFinished(() => fresh.syncer.stop());
  await fresh.syncer.run();
  await fresh.shows('in the late group', 'while it was away', ...shared);
  const { notes } = await fresh.conversation();
  expect(notes.find(({ text }) => text === 'new words')?.tags).toEqual(['tag']);
});
