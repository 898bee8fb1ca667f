/** The few members of the package `ws` that the tests of live connections use; it brings no types of its own. */
declare module 'ws' {
  export interface WebSocket {
    on(event: 'message', hear: (data: Buffer) => void): void;
    on(event: 'open' | 'close' | 'error', hear: () => void): void;
    send(text: string): void;
    close(code?: number): void;
    terminate(): void;
  }
  export const WebSocket: new (address: string) => WebSocket;
  export class WebSocketServer {
    constructor(options: { port: number; host: string });
    readonly clients: Set<WebSocket>;
    on(event: 'connection', hear: (peer: WebSocket) => void): void;
    once(event: 'listening', hear: (value?: unknown) => void): void;
    address(): unknown;
    close(): void;
  }
}
