/** What the handlers of the background share: the store, sync, and telling every open page of changes. */
import type { ExtensionEvent } from '../protocol/events.ts';
import type { Store } from '../store/database.ts';
import type { Sources } from '../store/sources.ts';
import type { EndpointPorts } from '../sync/endpoint.ts';
import type { Syncer } from '../sync/syncer.ts';
import type { ReadAhead } from './read-ahead.ts';

export type Background = {
  db: Store;
  syncer: Syncer;
  ahead: ReadAhead;
  sources: Sources;
  http: EndpointPorts;
  tell: (event: ExtensionEvent) => void;
  report: (error: unknown) => void;
};

/** A request that cannot be answered in the form its table asks for. */
export class Refusal extends Error {
  override name = 'Refusal';
}

/** After a sign-out: nothing of what pages may still show is on this device. */
export function announceForgotten({ tell }: Background): void {
  tell({ event: 'status' });
  tell({ event: 'notes', keys: null });
  tell({ event: 'keys', chosen: {} });
}

/** After a change is on disk: everybody hears of it, and it goes out. */
export function announce({ syncer, tell, report }: Background, keys: string[] | null): void {
  tell({ event: 'notes', keys });
  syncer.wrote().catch(report);
}
