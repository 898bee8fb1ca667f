/** The page's side of the search: asks, and of searches typed quickly one after the other only the newest. */
import type { AskName, Asks, News, Reply } from './messages.ts';

/** Asks the catalogue. */
export type AskCatalog = <Name extends AskName>(ask: Name, asked: Asks[Name]['asked']) => Promise<Asks[Name]['answer']>;

export type CatalogClient = { ask: AskCatalog; onNews: (hear: (news: News) => void, signal: AbortSignal) => void };

/** What is answered is of the asked kind: both ends are of one build. */
type Waiting = { resolve(answer: unknown): void; reject: (error: Error) => void };

export function catalogIn(worker: Worker): CatalogClient {
  const waiting = new Map<number, Waiting>();
  const hearers = new Set<(news: News) => void>();
  const fail = (message: string): void => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
    for (const hear of hearers) hear({ news: 'failed', message });
  };
  worker.addEventListener('message', ({ data }: MessageEvent<News | Reply>) => {
    if ('news' in data) {
      for (const hear of hearers) hear(data);
      return;
    }
    const asker = waiting.get(data.number);
    waiting.delete(data.number);
    if ('failed' in data) asker?.reject(new Error(data.failed));
    else asker?.resolve(data.answer);
  });
  worker.addEventListener('error', ({ message }) => fail(message));
  let count = 0;
  return {
    ask: (ask, asked) =>
      new Promise((resolve, reject) => {
        const number = ++count;
        waiting.set(number, { resolve, reject });
        worker.postMessage({ number, ask, asked });
      }),
    onNews(hear, signal) {
      hearers.add(hear);
      signal.addEventListener('abort', () => hearers.delete(hear));
    },
  };
}
