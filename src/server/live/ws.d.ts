/** The few members of the package `ws` that the endpoint uses; the package brings no types of its own. */
declare module 'ws' {
  import type { IncomingMessage } from 'node:http';
  import type { Duplex } from 'node:stream';

  export interface WebSocket {
    /** 1: open. */
    readonly readyState: number;
    /** Bytes handed to the connection that have not gone out to the network yet. */
    readonly bufferedAmount: number;
    send(text: string): void;
    ping(): void;
    close(code: number, reason: string): void;
    terminate(): void;
    on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): void;
    on(event: 'close' | 'error' | 'pong', listener: () => void): void;
  }

  export class WebSocketServer {
    constructor(options: { noServer: true; maxPayload: number; perMessageDeflate: boolean });
    readonly clients: Set<WebSocket>;
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, done: (ws: WebSocket) => void): void;
    on(event: 'headers', listener: (lines: string[]) => void): void;
    off(event: 'headers', listener: (lines: string[]) => void): void;
    close(): void;
  }
}
