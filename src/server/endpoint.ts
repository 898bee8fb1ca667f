/** A running endpoint: constructed from its configuration, listening, and stopping without losing a request. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { loadWhenAsked } from './accounts/load-when-asked.ts';
import { identityProvider } from './accounts/oidc-provider.ts';
import { personalTokens } from './accounts/personal-tokens.ts';
import { rememberSessions } from './accounts/remember-sessions.ts';
import { whoIs } from './accounts/who-is.ts';
import { createApp } from './app.ts';
import { urlOf } from './config.ts';
import type { Config } from './config.ts';
import { PATHS } from '../protocol/sync.ts';
import { proxiesIn } from './http/address.ts';
import type { Deps } from './http/endpoint-env.ts';
import { createLimits } from './http/limits.ts';
import { UnderWay, type Answerer } from './http/under-way.ts';
import { Echoes } from './hypothesis/echoes.ts';
import { MAX_TOOL_MESSAGE_BYTES } from './hypothesis/socket.ts';
import { followOthers } from './live/follow-others.ts';
import { Hub } from './live/hub.ts';
import { MAX_MESSAGE_BYTES } from './live/socket.ts';
import { isUpgrade, upgrades } from './live/upgrades.ts';
import { measuredStorage } from './metrics/measured-storage.ts';
import { createMetrics } from './metrics/metrics.ts';
import { report } from './report.ts';
import { secretBeside } from './secret.ts';
import { openDatabase } from './storage/open.ts';
import { Indexing } from './sync/indexing.ts';
import { startDelivering } from './webhooks/deliver.ts';
import { pullsFirst } from './sync/changes-listener.ts';
import { purgeDaily } from './sync/purge-daily.ts';

export type Endpoint = { url: string; deps: Deps; stop(): Promise<void> };

/** A client that sends slower than this is cut (fault F19). */
const TIMEOUTS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 1_000,
};
/** For whoever reads it: our extension waits a random time anyway (sync/back-off.ts). */
const GOING_AWAY = 'restarting: reconnect after a random 1 to 10 s';
/** How long what is new waits until webhooks are told, at most. */
const WEBHOOK_PAUSE_MS = 5_000;
/** How long requests under way may take after the order to stop. */
const STOP_GRACE_MS = 5_000;

export async function startEndpoint(
  config: Config,
  {
    indexPatience,
    webhookPause,
    ...overrides
  }: Partial<Pick<Deps, 'imageRoom' | 'limits' | 'liveTimes' | 'log' | 'now' | 'report' | 'speaks'>> & {
    indexPatience?: number;
    webhookPause?: number;
  } = {},
): Promise<Endpoint> {
  // Read before anybody asks: what is wrong with it must stop the start.
  const secret = config.secret ?? secretBeside(config.database);
  const {
    storage: opened,
    accountDatabase,
    administration,
    sessions,
    tokens,
    feeds,
    webhooks,
    hints,
    load,
  } = await openDatabase(config.database);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const toolSockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_TOOL_MESSAGE_BYTES,
    perMessageDeflate: false,
  });
  const liveSockets = () => [...sockets.clients, ...toolSockets.clients];
  const metrics = createMetrics({ liveSockets: () => sockets.clients.size + toolSockets.clients.size, ...load });
  const storage = measuredStorage(opened, metrics);
  let url = urlOf(config.host, config.port);
  const now = overrides.now ?? Date.now;
  const known = whoIs(sessions, now);
  const accounts = loadWhenAsked(async () => {
    const { createAccounts } = await import('./accounts/better-auth.ts');
    const baseURL = config.publicUrl ?? url;
    return createAccounts({
      database: await accountDatabase(),
      whoIs: known,
      secret,
      baseURL,
      now,
    });
  });
  const callback = (): string => new URL(PATHS.oidcCallback, config.publicUrl ?? url).href;
  const deps: Deps = {
    storage,
    indexing: new Indexing(storage, indexPatience),
    administration,
    accounts: rememberSessions({ ...accounts, whoIs: known }, now),
    tokens: personalTokens(tokens, now),
    feeds,
    webhooks,
    webhooksMayBePrivate: config.webhooksMayBePrivate ?? false,
    identityProvider: config.oidc ? identityProvider(config.oidc, callback) : null,
    hub: new Hub(storage, overrides.report ?? report, hints),
    echoes: new Echoes(),
    limits: createLimits(),
    isProxy: proxiesIn(config.proxies),
    publicUrl: () => config.publicUrl ?? url,
    report,
    now,
    log: { request: () => {} },
    metrics,
    metricsToken: config.metricsToken ?? null,
    sample: config.sample,
    ...(config.imageRoom && { imageRoom: config.imageRoom }),
    ...overrides,
  };
  const endDelivering = startDelivering(
    { ...deps, isPrivateAllowed: deps.webhooksMayBePrivate },
    webhookPause ?? WEBHOOK_PAUSE_MS,
  );
  const endPurging = purgeDaily(storage, config.tombstoneDays ?? 400, deps);
  const underWay = new UnderWay();
  const server = createServer(
    { ...TIMEOUTS, shouldUpgradeCallback: isUpgrade },
    underWay.counted(pullsFirst(deps, answererOf(createApp(deps)))),
  );
  const upgrade = upgrades(deps, sockets, toolSockets);
  server.on('upgrade', (...asked) => void upgrade(...asked).catch(deps.report));
  server.listen(config.port, config.host);
  await once(server, 'listening');
  url = urlOf(config.host, portOf(server));
  const unfollow = hints ? followOthers(deps.hub, hints) : null;

  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    // A client that never rests would keep its connection, and the process, for ever.
    server.prependListener('request', (_request, answer: ServerResponse) => (answer.shouldKeepAlive = false));
    for (const socket of liveSockets()) socket.close(1001, GOING_AWAY);
    // A connection kept alive becomes idle only when its last answer is out.
    const idle = setInterval(() => server.closeIdleConnections(), 20);
    const cut = setTimeout(() => {
      for (const socket of liveSockets()) socket.terminate();
      server.closeAllConnections();
    }, STOP_GRACE_MS);
    await closed;
    clearInterval(idle);
    clearTimeout(cut);
    await underWay.ended();
    await deps.hub.ended();
    sockets.close();
    toolSockets.close();
    await unfollow?.();
    metrics.stop();
    await Promise.all([endPurging(), endDelivering(), deps.indexing.end()]);
    await storage.close();
  };
  return { url, deps, stop };
}

/** Hono as Node asks it. */
function answererOf(app: ReturnType<typeof createApp>): Answerer {
  const answer = getRequestListener(app.fetch);
  // It settles by itself, with an answer for every error.
  return async (request, response) => {
    await answer(request, response);
  };
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the endpoint listens on no port');
  return address.port;
}
