/**
 * Live connections are opened by Node's own server and the package `ws`, without Hono: what it would keep of each (its
 * request, a context, a wrapped event for every message) is half of what a thousand open ones take.
 */
import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocketServer } from 'ws';
import { PATHS } from '../../protocol/sync.ts';
import { clientAddress } from '../http/address.ts';
import { answerHeaders, originHeaders } from '../http/answer-headers.ts';
import type { Deps } from '../http/endpoint-env.ts';
import { HttpError, answerOf } from '../http/http-error.ts';
import { refusalOf } from '../http/hygiene.ts';
import { mayConnect } from '../http/origin.ts';
import { LiveSocket } from './socket.ts';

/** Whether a request is one to open a live connection; all others are answered as what they are without their upgrade. */
export function isUpgrade({ headers, url = '' }: IncomingMessage): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket' && url.split('?', 1)[0] === PATHS.live;
}

/** Throws `too_many` or `forbidden`. */
export function mayOpen(deps: Deps, address: string, origin: string | undefined): void {
  deps.limits.sockets.take(address);
  if (!mayConnect(origin, deps.publicUrl())) throw new HttpError('forbidden');
}

export function upgrades(deps: Deps, sockets: WebSocketServer) {
  return (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { headers } = request;
    const requestId = randomUUID();
    const always = [...answerHeaders(requestId, deps.publicUrl()), ...originHeaders(headers.origin, false)];
    // Until `ws` listens to it: who goes away while asking is no fault of ours.
    const ignore = (): void => {};
    socket.on('error', ignore);
    try {
      if (!isUpgrade(request)) throw new HttpError('not_found');
      const direct = request.socket.remoteAddress ?? 'unknown';
      mayOpen(deps, clientAddress(direct, headers['x-forwarded-for']?.toString(), deps.isProxy), headers.origin);
    } catch (error) {
      const { status, headers: more } = answerOf(refusalOf(error, deps.report, requestId));
      const all = [...always, ...Object.entries(more).flat(), 'Connection', 'close', 'Content-Length', '0'];
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines(all).join('\r\n')}\r\n\r\n`);
      return;
    }
    const addHeaders = (list: string[]): void => void list.push(...lines(always));
    sockets.on('headers', addHeaders);
    try {
      sockets.handleUpgrade(request, socket, head, (ws) => {
        socket.off('error', ignore);
        new LiveSocket(ws, socket, deps).listen();
      });
    } finally {
      sockets.off('headers', addHeaders);
    }
  };
}

/** @param list names and values in turn */
function lines(list: readonly string[]): string[] {
  return list.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${list[at + 1]}`] : []));
}
