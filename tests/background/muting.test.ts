/** Muting by the background: every screen and page hears of it at once, and the endpoint nothing. */
import { expect, test } from 'vitest';
import { applyRows } from '../../src/store/apply-rows.ts';
import { createGroup } from '../../src/store/write-group.ts';
import { fields, row } from '../store/open-test-store.ts';
import { sources } from '../sync/device.ts';
import { content, facts, openBackground, page, PAGE } from './open-background.ts';

const ADA = 'A'.repeat(22);

test('takes a muted person out of the page and the badge at once, asks pages to look again, and sends nothing', async () => {
  const { device, fromPages, fromContent, badge, badges, tabs, refreshed, events } = openBackground();
  const group = await createGroup(device.db, 'Tides', sources);
  const note = row({ id: 'n'.repeat(22), group, author: ADA, fields: fields() });
  await device.db.groups.update(group, { state: 'joined' });
  await applyRows(device.db, { group, after: 0, cursor: 1, epoch: 'e1', rows: [note] }, sources);
  const passages = async () => (await fromContent['page.passages'](facts(), content())).passages;
  expect(await passages()).toHaveLength(1);
  tabs.push({ id: 1, url: PAGE });
  let ran = 0;
  device.syncer.wrote = async () => void ran++;
  events.length = 0;

  expect(await fromPages['person.mute']({ group, member: ADA, muted: true }, page)).toEqual({});
  expect(events).toEqual([{ event: 'notes', keys: null }]);
  await badges.changed(null);
  expect([refreshed, badge.get(1)]).toEqual([[1], 0]);
  expect(await passages()).toEqual([]);

  await fromPages['person.mute']({ group, member: ADA, muted: true }, page);
  expect(events).toHaveLength(1);
  await fromPages['person.mute']({ group, member: ADA, muted: false }, page);
  expect(await passages()).toHaveLength(1);
  expect(ran).toBe(0);
  const { notes } = await fromPages['conversation.read']({ keys: ['//example.org/reading'] }, page);
  expect(notes).toHaveLength(1);
});
