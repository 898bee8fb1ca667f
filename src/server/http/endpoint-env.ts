/** What the parts of the endpoint share: their dependencies, and what a request carries along. */
import type { HttpBindings } from '@hono/node-server';
import type { Account, Accounts } from '../accounts/accounts.ts';
import type { Hub } from '../live/hub.ts';
import type { LiveTimes } from '../live/socket.ts';
import type { Storage } from '../storage/storage.ts';
import type { IsProxy } from './address.ts';
import type { Limits } from './limits.ts';

export type Deps = {
  storage: Storage;
  accounts: Accounts;
  hub: Hub;
  limits: Limits;
  isProxy: IsProxy;
  /** Known only when the port is. */
  publicUrl: () => string;
  /** Unexpected errors, with the id of the request they happened in. */
  report: (error: unknown, requestId?: string) => void;
  now: () => number;
  /** Serve the sample readings at /readings/. */
  sample: boolean;
  liveTimes?: LiveTimes;
};

export type EndpointEnv = {
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string; account: Account; token: string };
};
