/**
 * The wire between a learner and the endpoint: a TCP relay on loopback that can be cut, made
 * slow, or made to answer with somebody else's web page, and mended again. It can be listened to.
 */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { heardIn } from './heard.ts';

export type WireState = 'whole' | 'cut' | 'silent' | 'html';
export type Wire = {
  readonly url: string;
  /** `cut` refuses and breaks connections; `silent` takes them and never answers; `html` is a captive portal. */
  set(state: WireState): void;
  /** All that the learner has sent since the wire was laid, connection by connection. */
  heard(): string[];
  close(): Promise<void>;
};

const PORTAL = '<!doctype html><title>Hotel</title><p>Welcome! Please accept our terms.';

export async function layWire(to: string): Promise<Wire> {
  const target = new URL(to);
  const open = new Set<Socket>();
  const said: Buffer[][] = [];
  let state: WireState = 'whole';

  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    keep(near);
    if (state === 'cut') near.destroy();
    else if (state === 'html') {
      near.once('data', () =>
        near.end(
          `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${PORTAL.length}\r\nconnection: close\r\n\r\n${PORTAL}`,
        ),
      );
    } else if (state === 'whole') {
      const far = connect(Number(target.port), target.hostname);
      keep(far);
      const chunks: Buffer[] = [];
      said.push(chunks);
      near.on('data', (chunk: Buffer) => chunks.push(chunk));
      near.pipe(far).pipe(near);
      near.on('close', () => far.destroy());
      far.on('close', () => near.destroy());
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    set(next) {
      state = next;
      for (const socket of open) socket.destroy();
    },
    heard: () => said.map((chunks) => heardIn(Buffer.concat(chunks))),
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
