/** The few members of the package `ws` that the tests of the live connection use; it brings no types of its own. */
declare module 'ws' {
  export interface WebSocket {
    on(event: 'message', hear: (data: Buffer) => void): void;
    send(text: string): void;
    close(code?: number): void;
    terminate(): void;
  }
  export class WebSocketServer {
    constructor(options: { port: number; host: string });
    readonly clients: Set<WebSocket>;
    on(event: 'connection', hear: (peer: WebSocket) => void): void;
    once(event: 'listening', hear: (value?: unknown) => void): void;
    address(): unknown;
    close(): void;
  }
}
