/** What browser faults stand on: two learners in real Chromiums, a page, and the count of what became of their notes. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { documentKey } from '../../src/core/document.ts';
import { askBackground } from '../e2e/harness/ask.ts';
import { gatherCircle, type Circle, type Reader } from '../e2e/harness/circle.ts';
import { serveSite } from '../e2e/harness/site.ts';
import { until } from '../e2e/harness/wait.ts';
import { NotHere, must, type Figures } from './fault.ts';

export const PASSAGE = 'before the pilot';
export const PAGE = `<!doctype html><title>Fog</title><p>The fog came in ${PASSAGE} did.</p>`;

export type CircleGround = Circle & {
  url: string;
  /** Ben, or another, writes by the extension's own call; resolves once it is answered as saved. */
  write: (text: string, who?: Reader) => Promise<void>;
  /** The texts that were answered as saved. */
  saved: Set<string>;
  /** Waits until everything is sent and both have the same; counts what is not as it must be. */
  settle: () => Promise<Pick<Figures, 'acknowledged' | 'lost' | 'duplicated' | 'leaked'>>;
};

/** Where the extension is not built, or there is no Chromium, it cannot be run. */
export async function inCircle<T>(work: (ground: CircleGround) => Promise<T>): Promise<T> {
  mustBeBuilt();
  const site = await serveSite({ '/': { body: PAGE } });
  const circle = await gatherCircle();
  const url = `${site.url}/`;
  const keys = [documentKey(url) ?? ''];
  const saved = new Set<string>();
  const { ada, ben, group } = circle;
  const textsOf = async (reader: typeof ada): Promise<string[]> =>
    (await reader.conversation(keys)).notes.map(({ text }) => text).sort();
  try {
    return await work({
      ...circle,
      url,
      saved,
      write: async (text, who = ben) => {
        const selectors = [{ type: 'TextQuoteSelector', exact: PASSAGE, prefix: '', suffix: '' }];
        const target = { source: url, keys, title: 'Fog', selectors };
        const note = { kind: 'comment', text, tags: [], group, target, parent: null };
        const answer = await askBackground(await who.desk(), 'note.create', note);
        must(typeof answer['id'] === 'string', 'a note was answered without an id');
        saved.add(text);
      },
      settle: async () => {
        await until(
          'everything is sent',
          async () => {
            await askBackground(await ben.desk(), 'sync.now', {}).catch(() => undefined);
            const { notes, sync } = await ben.conversation(keys);
            return sync.waiting === 0 && notes.every((note) => note.send.state === 'sent');
          },
          120_000,
        );
        await until(
          'both have the same',
          async () => JSON.stringify(await textsOf(ada)) === JSON.stringify(await textsOf(ben)),
          60_000,
        );
        const texts = await textsOf(ada);
        return {
          acknowledged: saved.size,
          lost: [...saved].filter((text) => !texts.includes(text)).length,
          duplicated: texts.length - new Set(texts).size,
          leaked: 0,
        };
      },
    });
  } finally {
    await circle.close();
    await site.close();
  }
}

export function mustBeBuilt(): void {
  if (!existsSync(join(import.meta.dirname, '../../dist/chrome/manifest.json')))
    throw new NotHere('the extension is not built: npm run build');
}
