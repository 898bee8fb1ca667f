/** The few members of the package `ws` that the endpoint uses; the package brings no types of its own. */
declare module 'ws' {
  import type { EventEmitter } from 'node:events';
  import type { WebSocketLike, WebSocketServerLike } from '@hono/node-server';

  export interface WebSocket extends WebSocketLike {}
  export class WebSocket extends EventEmitter {
    /** Bytes handed to send() that have not gone out to the network yet. */
    readonly bufferedAmount: number;
    terminate(): void;
  }

  export interface WebSocketServer extends WebSocketServerLike {}
  export class WebSocketServer {
    constructor(options: { noServer: true; maxPayload: number; perMessageDeflate: boolean });
    readonly clients: Set<WebSocket>;
  }
}
