/** The few members of the package `ws` that the endpoint uses; the package brings no types of its own. */
declare module 'ws' {
  import type { WebSocketLike, WebSocketServerLike } from '@hono/node-server';

  export interface WebSocket extends WebSocketLike {
    /** Bytes handed to send() that have not gone out to the network yet. */
    readonly bufferedAmount: number;
    terminate(): void;
  }
  export const WebSocket: new (address: string) => WebSocket;

  export interface WebSocketServer extends WebSocketServerLike {
    readonly clients: Set<WebSocket>;
  }
  export const WebSocketServer: new (options: {
    noServer: true;
    maxPayload: number;
    perMessageDeflate: boolean;
  }) => WebSocketServer;
}
