/** What the parts of the endpoint share: their dependencies, and what a request carries along. */
import type { HttpBindings } from '@hono/node-server';
import type { Spoken } from '../../protocol/versions.ts';
import type { Account, Accounts } from '../accounts/accounts.ts';
import type { IdentityProvider } from '../accounts/oidc-provider.ts';
import type { PersonalTokens } from '../accounts/personal-tokens.ts';
import type { Echoes } from '../hypothesis/echoes.ts';
import type { ImageRoom } from '../images/image-room.ts';
import type { Hub } from '../live/hub.ts';
import type { LiveTimes } from '../live/socket.ts';
import type { Log } from '../log/log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Indexing } from '../sync/indexing.ts';
import type { Administration } from '../storage/administration.ts';
import type { StoredFeeds } from '../storage/feeds.ts';
import type { StoredWebhooks } from '../storage/webhooks.ts';
import type { Storage } from '../storage/storage.ts';
import type { IsProxy } from './address.ts';
import type { Limits } from './limits.ts';

export type Deps = {
  storage: Storage;
  indexing: Indexing;
  /** Loaded when it is first needed. */
  administration: () => Promise<Administration>;
  accounts: Accounts;
  tokens: PersonalTokens;
  feeds: StoredFeeds;
  webhooks: StoredWebhooks;
  /** Whether webhooks may lead into the endpoint's own network, and be without TLS: the operator's to say. */
  webhooksMayBePrivate: boolean;
  /** Null: there is no single sign-on here. */
  identityProvider: IdentityProvider | null;
  hub: Hub;
  echoes: Echoes;
  limits: Limits;
  isProxy: IsProxy;
  /** Known only when the port is. */
  publicUrl: () => string;
  /** Unexpected errors, with the id of the request they happened in. */
  report: (error: unknown, requestId?: string) => void;
  now: () => number;
  log: Pick<Log, 'request'>;
  metrics: Metrics;
  /** Who has it may read /metrics; null: who asks from this machine. */
  metricsToken: string | null;
  /** What pictures may take up, if not as much as usual. */
  imageRoom?: ImageRoom;
  /** Serve the sample readings at /readings/. */
  sample: boolean;
  liveTimes?: LiveTimes;
  /** Versions of the protocol; what this code speaks, if nothing is said. */
  speaks?: Spoken;
};

export type EndpointEnv = {
  Bindings: Partial<HttpBindings>;
  /** `account` and `token` only after authenticate; `isOpen` where web pages of every origin may ask. */
  Variables: { requestId: string; account: Account; token: string; isOpen?: boolean };
};
