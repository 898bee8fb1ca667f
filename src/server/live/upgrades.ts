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
import { TOOL_PATHS } from '../hypothesis/paths.ts';
import { HeardNotes } from '../hypothesis/heard-notes.ts';
import { ToolSocket } from '../hypothesis/socket.ts';
import { toolBearer, type ToolBearer } from '../hypothesis/tool-bearer.ts';
import { LiveSocket } from './socket.ts';

/** Whether a request is one to open a live connection; all others are answered as what they are without their upgrade. */
export function isUpgrade(request: IncomingMessage): boolean {
  return request.headers.upgrade?.toLowerCase() === 'websocket' && OPENED.has(pathOf(request));
}

const OPENED: ReadonlySet<string> = new Set([PATHS.live, TOOL_PATHS.socket]);

function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

/** Throws `too_many` or `forbidden`. */
export function mayOpen(deps: Deps, address: string, origin: string | undefined): void {
  deps.limits.sockets.take(address);
  if (!mayConnect(origin, deps.publicUrl())) throw new HttpError('forbidden');
}

/** @param tools for those who speak the API of Hypothesis: from any origin, since they come with a token of their user's */
export function upgrades(deps: Deps, sockets: WebSocketServer, tools: WebSocketServer) {
  const heard = new HeardNotes(deps);
  return async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const { headers } = request;
    const requestId = randomUUID();
    const always = [...answerHeaders(requestId, deps.publicUrl()), ...originHeaders(headers.origin, false)];
    const isTool = pathOf(request) === TOOL_PATHS.socket;
    const server = isTool ? tools : sockets;
    let bearer: ToolBearer | null = null;
    // Until `ws` listens to it: who goes away while asking is no fault of ours.
    const ignore = (): void => {};
    socket.on('error', ignore);
    try {
      if (!isUpgrade(request)) throw new HttpError('not_found');
      const direct = request.socket.remoteAddress ?? 'unknown';
      const address = clientAddress(direct, headers['x-forwarded-for']?.toString(), deps.isProxy);
      mayOpen(deps, address, isTool ? undefined : headers.origin);
      if (isTool) bearer = await toolBearer(deps, request, address);
    } catch (error) {
      const { status, headers: more } = answerOf(refusalOf(error, deps.report, requestId));
      const all = [...always, ...Object.entries(more).flat(), 'Connection', 'close', 'Content-Length', '0'];
      socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines(all).join('\r\n')}\r\n\r\n`);
      return;
    }
    const addHeaders = (list: string[]): void => void list.push(...lines(always));
    server.on('headers', addHeaders);
    try {
      server.handleUpgrade(request, socket, head, (ws) => {
        socket.off('error', ignore);
        if (bearer) new ToolSocket(ws, deps, bearer, heard).listen(bearer.isValid);
        else new LiveSocket(ws, socket, deps).listen();
      });
    } finally {
      server.off('headers', addHeaders);
    }
  };
}

/** @param list names and values in turn */
function lines(list: readonly string[]): string[] {
  return list.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${list[at + 1]}`] : []));
}
