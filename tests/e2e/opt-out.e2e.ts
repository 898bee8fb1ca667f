/** A page whose owner declines by a header: nothing of a group is shown or saved there, private notes are, and no request is made for it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentKey } from '../../src/core/document.ts';
import { Learner as Program, fields, freshId, putOp } from '../server/class.ts';
import { askBackground, askContent, badgeOf, tabAt } from './harness/ask.ts';
import { startLearner, type Learner } from './harness/chromium.ts';
import { mustBeOk } from './harness/circle.ts';
import { startEndpoint, type Endpoint } from './harness/endpoint.ts';
import { hostText, marginFrame, painted, pressAdder, selectText } from './harness/in-page.ts';
import { wordsOf } from './harness/margin.ts';
import { serveSite, type Site } from './harness/site.ts';
import { until } from './harness/wait.ts';

/** It writes down whether our second script comes, which would tell it of notes before anything is selected. */
const BODY =
  '<!doctype html><title>Reading</title><p>Here stands a passage that is meant.</p>' +
  '<script>addEventListener("commonplace-succession", () => document.documentElement.classList.add("told"), true)</script>';
const timing = (value: string) => ({ body: BODY, headers: { 'server-timing': value } });
const PAGES = {
  '/declines': timing('db;dur=3, Commonplace;desc="None", cache;desc=hit'),
  '/else': timing('db;dur=3, commonplace;desc=all, cache;desc=none'),
};

let endpoint: Endpoint;
let site: Site;
let learner: Learner;
beforeAll(async () => {
  endpoint = await startEndpoint();
  site = await serveSite(PAGES);
  learner = await startLearner();
});
afterAll(async () => {
  await learner.close();
  await Promise.all([endpoint.remove(), site.close()]);
});

test('the header is heard, and another word in it is none', async () => {
  const peer = await Program.guest(endpoint.url, 'Ada');
  const group = await peer.makeGroup('Tides');
  for (const path of Object.keys(PAGES)) {
    const source = site.url + path;
    const selectors = [{ type: 'TextQuoteSelector' as const, exact: 'a passage' }];
    const target = { source, keys: [documentKey(source) ?? ''], title: 'Reading', selectors };
    await peer.push(putOp(group, freshId(), fields({ text: 'words', target })));
  }
  const desk = await learner.extensionPage('src/library/index.html');
  const code = await peer.invite(group);
  await mustBeOk(desk, 'group.join', { invitation: `${endpoint.url}/j/${code.replaceAll('-', '')}`, name: 'Ben' });

  const open = await learner.open(`${site.url}/else`);
  await until('the other page is annotated', async () => (await painted(open))['peer']?.includes('a passage'));
  const page = await learner.open(`${site.url}/declines`);
  await until('the page is known to decline', async () => {
    const facts = await askContent(desk, await tabAt(desk, `${site.url}/declines`), 'page.says', {});
    return (facts as { answer?: { optedOut?: boolean } }).answer?.optedOut;
  });
  const again = await learner.open(`${site.url}/else`);
  await until('a page that was opened later is told', async () => (await painted(again))['peer']?.length === 1);
  expect(await again.$('.told')).not.toBeNull();
  expect(await page.$('.told')).toBeNull();
  expect(await badgeOf(desk, await tabAt(desk, `${site.url}/declines`))).toBe('');
  await selectText(page, 'passage that is meant');
  await pressAdder(page, 'highlight');
  await until('only Ben can see it', async () => (await hostText(page)).includes('Only you can see it'));
  expect((await painted(page))['peer'] ?? []).toEqual([]);
  await selectText(page, 'Here stands');
  await pressAdder(page, 'comment');
  const margin = await marginFrame(page);
  await until('it is said', async () => /owner/i.test(await wordsOf(margin)));
  const keys = [documentKey(`${site.url}/declines`) ?? ''];
  const { notes } = (await askBackground(desk, 'conversation.read', { keys })) as {
    notes: { mine: boolean; group: { personal: boolean } }[];
  };
  expect(notes.filter(({ mine }) => mine).map((note) => note.group.personal)).toEqual([true]);
  // Each page was asked for by its reader alone.
  const asked = site.requests.filter((one) => !one.includes('favicon'));
  expect(asked).toEqual(['GET /else', 'GET /declines', 'GET /else']);
});
