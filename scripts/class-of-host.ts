/**
 * Makes the sample class look to "You" as it does to a host on a day when not all goes well: reports, a feed, a webhook, a note
 * whose passage is not there, and one that the endpoint refused. For pictures (screens.ts); apart from what is taken of it.
 */
import { newId, type Id } from '../src/core/id.ts';
import { PATHS } from '../src/protocol/sync.ts';
import type { Browser, Page } from 'puppeteer-core';
import type { SampleEndpoint } from './sample-endpoint.ts';
import { answerOf, ask, extensionPage } from './tour.ts';

type Row = {
  kind: string;
  id: Id;
  author: Id;
  deleted: boolean;
  fields: { name?: string; member?: Id; kind?: string };
};
type Target = { source: string; keys: string[]; title: string };

export async function makeHost(browser: Browser, { url, loaded }: SampleEndpoint): Promise<void> {
  const { group, members } = loaded;
  const [owner, ...others] = members.map(({ session }) => session);
  if (!owner) throw new Error('the sample class has no owner');
  const send = async (token: string, method: string, path: string, body?: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(new URL(path, url), { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
    return answer.status === 204 ? null : answer.json();
  };
  const inGroup = (path: string, more: Record<string, string> = {}): string =>
    Object.entries(more).reduce((made, [name, value]) => made.replace(`:${name}`, value), path.replace(':id', group));
  const { rows } = (await send(owner.token, 'GET', inGroup(PATHS.changes))) as { rows: Row[] };
  const you = rows.find(({ kind, fields }) => kind === 'membership' && fields.name === 'You')?.fields.member;
  if (you === undefined) throw new Error('"You" are not in the class');
  const setRole = (role: string): Promise<unknown> =>
    send(owner.token, 'PUT', inGroup(PATHS.member, { member: you }), { role });

  const desk = await extensionPage(browser, 'src/library/index.html');
  await refuseOne(browser, desk, group, () => setRole('reader'));
  await setRole('facilitator');
  const reported = rows.filter(
    ({ kind, deleted, fields }) => kind === 'annotation' && !deleted && fields.kind === 'comment',
  );
  for (const [at, { id: note, author }] of reported.slice(0, 2).entries()) {
    for (const { token } of others.filter(({ user }) => user.id !== author).slice(0, 2 - at))
      await send(token, 'PUT', inGroup(PATHS.report, { note }), { reason: REASONS[at] });
  }
  await ask(desk, 'sync.now', {});
  await ask(desk, 'feed.make', { group });
  await ask(desk, 'webhook.add', { group, url: 'https://hooks.example.org/commonplace' });
  await desk.close();
}

const REASONS = ['This is about a person and not about the text.', 'An advertisement.'];

/** A note on words that the page does not have. */
export async function loseOne(browser: Browser, { loaded }: SampleEndpoint, target: Target): Promise<void> {
  const desk = await extensionPage(browser, 'src/library/index.html');
  const selectors = [{ type: 'TextQuoteSelector', exact: 'words that an earlier version of the page had' }];
  await write(desk, loaded.group, { ...target, selectors }, 'This was the sentence that made me stay.');
  await desk.close();
}

/** Written without a network while its writer lost the right to. */
async function refuseOne(browser: Browser, desk: Page, group: Id, demote: () => Promise<unknown>): Promise<void> {
  const worker = await browser.waitForTarget((one) => one.url().endsWith('service-worker-loader.js'));
  const session = await worker.createCDPSession();
  await session.send('Network.enable');
  const setOffline = (offline: boolean): Promise<unknown> =>
    session.send('Network.emulateNetworkConditions', {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput: -1,
    });
  await setOffline(true);
  const target = {
    source: 'https://example.org/minutes',
    keys: ['//example.org/minutes'],
    title: 'Minutes of Tuesday',
    selectors: [],
  };
  await write(desk, group, target, 'Could we keep a list of what we promised each other?');
  await demote();
  await setOffline(false);
  await ask(desk, 'sync.now', {});
  await session.detach();
}

async function write(desk: Page, group: Id, target: Target & { selectors: object[] }, text: string): Promise<void> {
  const id = newId(Date.now(), (length) => crypto.getRandomValues(new Uint8Array(length)));
  const kind = target.selectors.length === 0 ? 'page' : 'comment';
  const answer = await answerOf(desk, 'note.create', { id, kind, text, tags: [], group, target, parent: null });
  if (!JSON.stringify(answer).includes(id)) throw new Error(`note.create: ${JSON.stringify(answer)}`);
}
