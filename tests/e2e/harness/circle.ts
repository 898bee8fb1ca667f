/** Two learners in browsers of their own who share a group over a real endpoint and read one page. */
import type { Page } from 'puppeteer-core';
import type { Conversation } from '../../../src/protocol/from-pages.ts';
import { askBackground } from './ask.ts';
import { startLearner, type Learner } from './chromium.ts';
import { startEndpoint, type Endpoint } from './endpoint.ts';
import { layWire, type Wire } from './wire.ts';

export type Reader = {
  learner: Learner;
  /** A page of the extension, to ask the background as margin and popup do. */
  desk: () => Promise<Page>;
  /** The line to the endpoint, to be cut. */
  wire: Wire;
  conversation(keys: readonly string[]): Promise<Conversation>;
};

export type Circle = { endpoint: Endpoint; group: string; ada: Reader; ben: Reader; close(): Promise<void> };

/** Ada makes a group and invites; Ben joins by her link, over a wire of his own. */
export async function gatherCircle(): Promise<Circle> {
  const endpoint = await startEndpoint();
  const ada = await seat(endpoint);
  const ben = await seat(endpoint);
  const adasDesk = await ada.desk();
  await mustBeOk(adasDesk, 'account.guest', { endpoint: ada.wire.url, name: 'Ada' });
  const { group } = (await askBackground(adasDesk, 'group.create', { name: 'Tides' })) as { group: string };
  await askBackground(adasDesk, 'group.choose', { group });
  await askBackground(adasDesk, 'sync.now', {});
  const { url } = (await mustBeOk(adasDesk, 'group.invite', { group })) as { url: string };
  const bensDesk = await ben.desk();
  await mustBeOk(bensDesk, 'group.join', { invitation: `${ben.wire.url}${new URL(url).pathname}`, name: 'Ben' });
  await askBackground(bensDesk, 'group.choose', { group });
  await askBackground(bensDesk, 'sync.now', {});
  return {
    endpoint,
    group,
    ada,
    ben,
    close: async () => {
      await Promise.all([ada.learner.close(), ben.learner.close()]);
      await Promise.all([ada.wire.close(), ben.wire.close()]);
      await endpoint.remove();
    },
  };
}

/** One more learner joins the circle; to be closed by who asked for them. */
export async function joinCircle({ endpoint, ada, group }: Circle, name: string): Promise<Reader> {
  const reader = await seat(endpoint);
  const { url } = (await mustBeOk(await ada.desk(), 'group.invite', { group })) as { url: string };
  const desk = await reader.desk();
  await mustBeOk(desk, 'group.join', { invitation: `${reader.wire.url}${new URL(url).pathname}`, name });
  await askBackground(desk, 'sync.now', {});
  return reader;
}

async function seat(endpoint: Endpoint): Promise<Reader> {
  const learner = await startLearner();
  const wire = await layWire(endpoint.url);
  let open: Page | undefined;
  const desk = async (): Promise<Page> => {
    if (!open || open.isClosed() || open.browser() !== learner.browser)
      open = await learner.extensionPage('src/library/index.html');
    return open;
  };
  return {
    learner,
    wire,
    desk,
    conversation: async (keys) => (await askBackground(await desk(), 'conversation.read', { keys })) as Conversation,
  };
}

export async function mustBeOk(page: Page, method: string, params: object): Promise<Record<string, unknown>> {
  const answer = await askBackground(page, method, params);
  if (answer['ok'] !== true) throw new Error(`${method}: ${JSON.stringify(answer)}`);
  return answer;
}
