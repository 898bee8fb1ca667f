/** One live connection: who it is, that it is alive, and when it ends. What it hears is the hub's. */
import type { Duplex } from 'node:stream';
import * as v from 'valibot';
import type { WebSocket } from 'ws';
import type { Id } from '../../core/id.ts';
import { ERRORS } from '../../protocol/errors.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import { liveRequest } from '../../protocol/sync.ts';
import type { LiveRequest } from '../../protocol/sync.ts';
import { SPOKEN, agree } from '../../protocol/versions.ts';
import type { Spoken } from '../../protocol/versions.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { send } from './hub.ts';
import type { Hub, Peer, PeerEnd } from './hub.ts';
import { messageOf } from './message.ts';
import type { Message } from './message.ts';

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

const OPEN = 1;
const PONG = messageOf('{"type":"pong"}');

type SocketDeps = {
  hub: Hub;
  accounts: Accounts;
  report: (error: unknown) => void;
  liveTimes?: LiveTimes;
  speaks?: Spoken;
};

/** One object for a connection and what the hub knows of it: a thousand are open at once. */
export class LiveSocket implements Peer {
  token = '';
  readonly #ws: WebSocket;
  readonly #raw: Pick<Duplex, 'write'>;
  readonly #deps: SocketDeps;
  #state: 'new' | 'asking' | 'open' | 'closed' = 'new';
  #user: Id = '';
  #timer: NodeJS.Timeout | undefined;

  /** @param raw the connection under `ws`, which frames are written to as they are */
  constructor(ws: WebSocket, raw: Pick<Duplex, 'write'>, deps: SocketDeps) {
    this.#ws = ws;
    this.#raw = raw;
    this.#deps = deps;
  }

  listen(): void {
    const { liveTimes = LIVE_TIMES } = this.#deps;
    this.#closeAfter(liveTimes.hello);
    this.#ws.on('message', (data, isBinary) => this.#heard(isBinary ? null : parse(data.toString())));
    // What breaks the rules of WebSockets is closed by `ws` itself.
    this.#ws.on('error', () => {});
    this.#ws.on('close', () => this.#closed());
  }

  send({ frame }: Message): void {
    // Nothing of ours is ever compressed, so that `ws` holds back no frame that this could overtake.
    if (this.#ws.readyState === OPEN) this.#raw.write(frame);
  }

  pending(): number {
    return this.#ws.bufferedAmount;
  }

  drop(): void {
    this.#ws.terminate();
  }

  end(why: PeerEnd): void {
    if (why === 'removed') this.#ws.close(CLOSE_REMOVED, 'no longer a member: connect again');
    else this.#refuse('unauthorised', CLOSE_REFUSED);
  }

  #heard(request: LiveRequest | null): void {
    if (!request) return this.#refuse('bad_request', CLOSE_BAD);
    if (request.type === 'ping') {
      // Before the hello, only a hello counts as a sign of life.
      if (this.#state !== 'open') return this.send(PONG);
      this.#timer?.refresh();
      void this.#pinged().catch(this.#deps.report);
      return;
    }
    if (this.#state !== 'new') return this.#refuse('bad_request', CLOSE_BAD);
    void this.#hello(request).catch((error: unknown) => {
      this.#deps.report(error);
      this.#refuse('internal', 1011);
    });
  }

  async #hello({ token, protocol }: Extract<LiveRequest, { type: 'hello' }>): Promise<void> {
    const { accounts, hub, liveTimes = LIVE_TIMES, speaks = SPOKEN } = this.#deps;
    const agreed = agree({ oldest: protocol, newest: protocol }, speaks);
    if (!agreed.ok) {
      return this.#refuse(agreed.behind === 'client' ? 'upgrade_needed' : 'endpoint_outdated', CLOSE_UPGRADE);
    }
    this.#state = 'asking';
    // They have spoken: from here on it is the endpoint that takes its time, as at its first question after a start.
    clearTimeout(this.#timer);
    const account = await accounts.whoIs(token);
    // The connection may have ended while the question was out.
    if (!this.#is('asking')) return;
    if (!account) return this.#refuse('unauthorised', CLOSE_REFUSED);
    this.#state = 'open';
    this.#user = account.id;
    this.token = token;
    hub.welcome(account.id, this);
    this.#closeAfter(liveTimes.idle);
  }

  /** A session may have been ended by another process: the operator's command, a second endpoint. */
  async #pinged(): Promise<void> {
    const account = await this.#deps.accounts.whoIs(this.token);
    if (!this.#is('open')) return;
    if (account) this.send(PONG);
    else this.#refuse('unauthorised', CLOSE_REFUSED);
  }

  #is(state: 'asking' | 'open'): boolean {
    return this.#state === state;
  }

  #closed(): void {
    clearTimeout(this.#timer);
    if (this.#state === 'open') this.#deps.hub.forget(this.#user, this);
    this.#state = 'closed';
  }

  #closeAfter(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ws.close(CLOSE_IDLE, 'nothing was heard'), milliseconds);
  }

  #refuse(code: ErrorCode, closeCode: number): void {
    send(this, { type: 'error', code, message: ERRORS[code][1] });
    this.#ws.close(closeCode, code);
  }
}

function parse(text: string): LiveRequest | null {
  try {
    const parsed = v.safeParse(liveRequest, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
