/** One live connection: who it is, that it is alive, and when it ends. What it hears is the hub's. */
import type { WSContext, WSEvents } from 'hono/ws';
import * as v from 'valibot';
import { WebSocket } from 'ws';
import type { WebSocketLike } from '@hono/node-server';
import { ERRORS } from '../../protocol/errors.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { liveRequest } from '../../protocol/sync.ts';
import type { LiveRequest } from '../../protocol/sync.ts';
import { SPOKEN, agree } from '../../protocol/versions.ts';
import type { Spoken } from '../../protocol/versions.ts';
import type { Account, Accounts } from '../accounts/accounts.ts';
import { send } from './hub.ts';
import type { Hub, Peer, PeerEnd } from './hub.ts';

/** Milliseconds. Clients ping every 20 s (design §5). */
export type LiveTimes = { hello: number; idle: number };
export const LIVE_TIMES: LiveTimes = { hello: 10_000, idle: 60_000 };

/** Largest message a client has reason to send. */
export const MAX_MESSAGE_BYTES = 4096;

// Private close codes (RFC 6455 §7.4.2), told apart from network faults by the client.
const CLOSE_REFUSED = 4401;
const CLOSE_REMOVED = 4403;
const CLOSE_IDLE = 4408;
const CLOSE_BAD = 4400;
const CLOSE_UPGRADE = 4426;

export type SocketDeps = {
  hub: Hub;
  accounts: Accounts;
  report: (error: unknown) => void;
  times?: LiveTimes;
  speaks?: Spoken;
};

/** The event handlers of one new connection. */
export function liveSocket({
  hub,
  accounts,
  report,
  times = LIVE_TIMES,
  speaks = SPOKEN,
}: SocketDeps): WSEvents<WebSocketLike> {
  let state: { is: 'new' } | { is: 'asking' } | { is: 'open'; account: Account; peer: Peer } | { is: 'closed' } = {
    is: 'new',
  };
  let timer: NodeJS.Timeout | undefined;

  const restartTimer = (ws: WSContext<WebSocketLike>, after: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => ws.close(CLOSE_IDLE, 'nothing was heard'), after);
  };
  const refuse = (ws: WSContext<WebSocketLike>, code: ErrorCode, closeCode: number): void => {
    send(ws, { type: 'error', code, message: ERRORS[code][1] });
    ws.close(closeCode, code);
  };

  const hello = async (
    ws: WSContext<WebSocketLike>,
    { token, protocol }: Extract<LiveRequest, { type: 'hello' }>,
  ): Promise<void> => {
    const agreed = agree({ oldest: protocol, newest: protocol }, speaks);
    if (!agreed.ok) {
      return refuse(ws, agreed.behind === 'client' ? 'upgrade_needed' : 'endpoint_outdated', CLOSE_UPGRADE);
    }
    state = { is: 'asking' };
    // They have spoken: from here on it is the endpoint that takes its time, as at its first question after a start.
    clearTimeout(timer);
    const account = await accounts.whoIs(token);
    // The connection may have ended while the question was out.
    if (state.is !== 'asking') return;
    if (!account) return refuse(ws, 'unauthorised', CLOSE_REFUSED);
    const peer = peerOf(ws, token, (why) => {
      if (why === 'removed') ws.close(CLOSE_REMOVED, 'no longer a member: connect again');
      else refuse(ws, 'unauthorised', CLOSE_REFUSED);
    });
    state = { is: 'open', account, peer };
    hub.welcome(account.id, peer);
    restartTimer(ws, times.idle);
  };

  /** A session may have been ended by another process: the operator's command, a second endpoint. */
  const stillSignedIn = async (ws: WSContext<WebSocketLike>, { token }: Peer): Promise<void> => {
    const account = await accounts.whoIs(token);
    if (state.is !== 'open') return;
    if (account) send(ws, { type: 'pong' });
    else refuse(ws, 'unauthorised', CLOSE_REFUSED);
  };

  return {
    onOpen: (_event, ws) => restartTimer(ws, times.hello),
    onMessage: ({ data }, ws) => {
      const request = parse(data);
      if (!request) return refuse(ws, 'bad_request', CLOSE_BAD);
      if (request.type === 'ping') {
        // Before the hello, only a hello counts as a sign of life.
        if (state.is !== 'open') return send(ws, { type: 'pong' });
        restartTimer(ws, times.idle);
        void stillSignedIn(ws, state.peer).catch(report);
        return;
      }
      if (state.is !== 'new') return refuse(ws, 'bad_request', CLOSE_BAD);
      void hello(ws, request).catch((error: unknown) => {
        report(error);
        refuse(ws, 'internal', 1011);
      });
    },
    onClose: () => {
      clearTimeout(timer);
      if (state.is === 'open') hub.forget(state.account.id, state.peer);
      state = { is: 'closed' };
    },
  };
}

function parse(data: unknown): LiveRequest | null {
  if (typeof data !== 'string') return null;
  try {
    const parsed = v.safeParse(liveRequest, JSON.parse(data));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

function peerOf(ws: WSContext<WebSocketLike>, token: string, end: (why: PeerEnd) => void): Peer {
  const { raw } = ws;
  if (!(raw instanceof WebSocket)) throw new TypeError('the live endpoint needs sockets of the package ws');
  return {
    token,
    end,
    send: (text) => ws.send(text),
    pending: () => raw.bufferedAmount,
    drop: () => raw.terminate(),
  };
}
