/** One live connection to the endpoint: the hello, the heartbeat, and the end. It stores nothing. */
import * as v from 'valibot';
import { PATHS, liveEvent, type LiveEvent, type LiveRequest } from '../protocol/sync.ts';

/** Runs a function later; answers how to take that back. */
export type Timer = (run: () => void, milliseconds: number) => () => void;

export type LivePorts = {
  WebSocket: new (url: string) => WebSocket;
  timer: Timer;
  /** Keeps the background running for another heartbeat where messages on a socket do not. */
  stayAwake: () => void;
};

export type LiveListener = {
  hear: (event: LiveEvent) => void;
  /** Called once, however it ended; not after `close()`. */
  ended: () => void;
};

export type Live = { close: () => void };

/** Application messages keep an MV3 worker alive; it dies after 30 s without one. */
const PING = 20_000;
/** Two heartbeats without an answer: nobody is there any more. */
const SILENCE = 45_000;

export type LiveAddress = { endpoint: string; token: string; /** The version agreed on. */ protocol: number };

export function openLive(
  ports: LivePorts,
  { endpoint, token, protocol }: LiveAddress,
  { hear, ended }: LiveListener,
): Live {
  const address = new URL(PATHS.live, endpoint);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new ports.WebSocket(address.href);
  const open = new AbortController();
  const { signal } = open;

  let cancelPing = (): void => undefined;
  let cancelSilence = ports.timer(end, SILENCE);
  const say = (request: LiveRequest): void => socket.send(JSON.stringify(request));
  const pingLater = (): void => {
    cancelPing = ports.timer(() => {
      say({ type: 'ping' });
      ports.stayAwake();
      pingLater();
    }, PING);
  };
  function shut(): void {
    open.abort();
    cancelPing();
    cancelSilence();
    socket.close();
  }
  function end(): void {
    if (signal.aborted) return;
    shut();
    ended();
  }

  socket.addEventListener('open', () => {
    if (signal.aborted) return socket.close();
    say({ type: 'hello', protocol, token });
    pingLater();
  });
  socket.addEventListener(
    'message',
    ({ data }: MessageEvent<unknown>) => {
      const event = parse(data);
      if (!event) return end();
      cancelSilence();
      cancelSilence = ports.timer(end, SILENCE);
      if (event.type !== 'pong') hear(event);
    },
    { signal },
  );
  socket.addEventListener('close', end, { signal });
  socket.addEventListener('error', end, { signal });
  return { close: shut };
}

function parse(data: unknown): LiveEvent | null {
  if (typeof data !== 'string') return null;
  try {
    const parsed = v.safeParse(liveEvent, JSON.parse(data));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}
