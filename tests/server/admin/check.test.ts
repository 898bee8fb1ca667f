/** `admin check` finds what does not fit together, and nothing in a database that was only served from. */
import { renameSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { Learner, deleteOp, fields, freshId, putOp } from '../class.ts';
import { operatedEndpoint } from './admin.ts';
import { pictures } from '../../core/pictures.ts';

/** A group in which notes were written, edited and deleted, people joined, left and were removed. */
async function livedIn() {
  const operated = operatedEndpoint();
  const endpoint = await operated.start();
  const [ann, ben] = [await Learner.guest(endpoint.url, 'Ann'), await Learner.guest(endpoint.url, 'Ben')];
  const group = await ann.makeGroup();
  await ann.makeGroup('Only me', true);
  const code = await ann.invite(group);
  await ben.join(code);
  const note = await ben.write(group);
  await ben.pushOne(putOp(group, note, { text: 'edited' }, 1));
  await ann.pushOne(deleteOp(group, await ann.write(group)));
  await ben.react(group, await ann.write(group), 'nod');
  await ben.sendImage(group, pictures.png);
  await ben.leave(group);
  await ben.join(code);
  await ann.setRole(group, ben.id, 'owner');
  return { ...operated, endpoint, ann, ben, group, note };
}

test('all is well, while it runs and after it', async () => {
  const { admin, endpoint, ann, ben, group } = await livedIn();
  await ann.push(...Array.from({ length: 100 }, () => putOp(group, freshId(), fields())));
  // What leaves without a place of its own leaves no gap that nothing explains.
  const thanked = await ann.write(group);
  for (const type of ['nod', 'agree']) await ben.react(group, thanked, type);
  await ann.pushOne(deleteOp(group, thanked));
  expect(await admin('check')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓/) });
  await endpoint.exit('SIGKILL');
  expect(await admin('check')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓/) });
});

test('forgotten tombstones are no damage, and do not hide any', async () => {
  const { path, admin, start, endpoint, note } = await livedIn();
  await endpoint.exit('SIGTERM');
  const change = (sql: string): void => {
    const db = new DatabaseSync(path);
    db.exec(sql);
    db.close();
  };
  change('UPDATE records SET deleted_at = 1000 WHERE deleted = 1');
  await (await start()).exit('SIGTERM');
  const db = new DatabaseSync(path, { readOnly: true });
  expect(db.prepare('SELECT count(*) AS left FROM records WHERE deleted = 1').get()).toEqual({ left: 0 });
  db.close();
  expect(await admin('check')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^✓/) });
  change(`DELETE FROM records WHERE id = '${note}'`);
  expect(await admin('check')).toMatchObject({ code: 1, stdout: expect.stringContaining('no change explains') });
});

test('each kind of damage is told apart', async () => {
  const { path, admin, endpoint, group, note, ben } = await livedIn();
  await endpoint.exit('SIGTERM');
  const damages: [string, string, string][] = [
    ['a counter that went back', `UPDATE groups SET head = head - 1 WHERE group_id = '${group}'`, 'counter is behind'],
    ['a record that vanished', `DELETE FROM records WHERE id = '${note}'`, 'no change explains'],
    ['a record that vanished', `DELETE FROM records WHERE id = '${note}'`, 'is not there'],
    [
      'a place given twice',
      `DROP INDEX records_seq; UPDATE records SET seq = 1 WHERE group_id = '${group}'`,
      'given twice',
    ],
    ['a group without itself', `DELETE FROM records WHERE id = '${group}'`, 'without their own record'],
    ['two owners', "UPDATE memberships SET role = 'owner'", 'no owner'],
    ['a membership of nothing', `UPDATE memberships SET record = '${freshId()}'`, 'without their record'],
    ['a member who is nobody', `DELETE FROM account_user WHERE id = '${ben.id}'`, 'without an account'],
    [
      'other words in the columns',
      `UPDATE records SET rev = rev + 1, body = body WHERE id = '${note}'`,
      'says something',
    ],
    ['text that is no record', `UPDATE records SET body = '{' WHERE id = '${note}'`, 'cannot be read'],
    [
      'another picture under a name',
      `UPDATE images SET body = x'${'00'.repeat(pictures.png.length)}'`,
      'pictures whose bytes',
    ],
    ['a nod that everybody reads', "UPDATE records SET seen_by = NULL WHERE slot = 'nod'", 'nods that not only'],
    ['a nod for somebody else', "UPDATE records SET seen_by = author WHERE slot = 'nod'", 'nods that not only'],
    [
      'a nod that is called otherwise',
      "UPDATE records SET slot = 'x', seen_by = NULL WHERE slot = 'nod'",
      'says something',
    ],
    ['a reaction to nothing', "UPDATE records SET target = 'x' WHERE slot = 'nod'", 'to a note that is not there'],
    ['a reference to nothing', `UPDATE ops SET group_id = '${freshId()}'`, 'refer to what is not there'],
  ];
  for (const [name, sql, said] of damages) {
    const db = new DatabaseSync(path, { enableForeignKeyConstraints: false });
    db.prepare('VACUUM INTO ?').run(`${path}.whole`);
    db.exec(sql);
    db.close();
    const ran = await admin('check');
    expect([name, ran.code, ran.stdout]).toEqual([name, 1, expect.stringContaining(said)]);
    expect(ran.stdout).not.toContain('edited');
    putBack(path);
  }
  expect((await admin('check')).code).toBe(0);
}, 60_000);

function putBack(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${path}${suffix}`, { force: true });
  renameSync(`${path}.whole`, path);
}
