/** Which change came from which open client, so that its own socket does not tell it of what it did itself. Forgotten soon: sockets hear at once. */
import type { Id } from '../../core/id.ts';
import type { GroupChange } from '../sync/write-record.ts';

/** As many as a busy endpoint writes in some seconds. */
const MOST = 2000;

export class Echoes {
  readonly #clients = new Map<string, string>();

  /** @param client X-Client-Id of the request that made these changes */
  note(client: string | undefined, changes: readonly GroupChange[]): void {
    if (client === undefined || client === '') return;
    for (const { group, cursor } of changes) this.#clients.set(keyOf(group, cursor), client);
    for (const key of this.#clients.keys()) {
      if (this.#clients.size <= MOST) break;
      this.#clients.delete(key);
    }
  }

  /** Whether a change, by its place in its group's history, is this client's own. */
  isOwn(client: string | null, group: Id, seq: number): boolean {
    return client !== null && this.#clients.get(keyOf(group, seq)) === client;
  }
}

function keyOf(group: Id, seq: number): string {
  return `${group} ${seq}`;
}
