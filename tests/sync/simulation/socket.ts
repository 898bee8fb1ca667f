/** A live connection without a wire: the client's end is a WebSocket, the other end is a peer of the endpoint's own hub. */
import * as v from 'valibot';
import { liveRequest } from '../../../src/protocol/sync.ts';
import type { Storage } from '../../../src/server/storage/storage.ts';
import type { SimulatedEndpoint } from './endpoint.ts';
import type { Network } from './network.ts';

/** @param life the storage of the endpoint that sent it, which is another one after a restart or a restore */
export type Sent = (user: string, text: string, life: Storage) => void;

/** @param sent is told of every message at the moment the endpoint sends it */
export function socketsOf(
  endpoint: SimulatedEndpoint,
  network: Network,
  isAlive: () => boolean,
  sent: Sent,
): new (url: string) => WebSocket {
  let count = 0;
  class SimulatedSocket extends EventTarget {
    #isOpen = true;

    constructor(_url: string) {
      super();
      network.live(`socket ${count}`, () => this.#isOpen && isAlive() && this.dispatchEvent(new Event('open')));
    }

    send(text: string): void {
      const name = `socket ${count++}`;
      const request = v.parse(liveRequest, JSON.parse(text));
      if (request.type !== 'hello') return;
      const { deps } = endpoint;
      const { hub, accounts } = deps;
      network.live(name, () => {
        void (async () => {
          const account = await accounts.whoIs(request.token);
          if (!account || !this.#isOpen) return;
          // It has restarted since: nobody hears this any more.
          if (endpoint.deps !== deps) {
            this.dispatchEvent(new Event('close'));
            return;
          }
          hub.welcome(account.id, {
            token: request.token,
            send: ({ text: heard }) => {
              sent(account.id, heard, deps.storage);
              network.live(name, () => this.#hear(heard));
            },
            pending: () => 0,
            drop: () => this.close(),
            end: () => this.close(),
          });
        })();
      });
    }

    close(): void {
      this.#isOpen = false;
    }

    #hear(data: string): void {
      if (this.#isOpen && isAlive()) this.dispatchEvent(new MessageEvent('message', { data }));
    }
  }
  return SimulatedSocket as unknown as new (url: string) => WebSocket;
}
