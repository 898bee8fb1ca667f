/** The frame of a message, read back by the other end's own code: the WebSocket of Node. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messageOf } from '../../src/server/live/message.ts';

const texts = [0, 1, 125, 126, 127, 65_535, 65_536, 300_000].map((length) => 'x'.repeat(length));
const others = ['語 é 𝄞', '語'.repeat(42), '語'.repeat(21_845), '𝄞'.repeat(20_000)];

/** Answers every handshake (RFC 6455 §4.2.2) and sends all frames at once, as one piece. */
const server = createServer();
server.on('upgrade', (request, socket) => {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );
  socket.write(Buffer.concat([...texts, ...others].map((text) => messageOf(text).frame)));
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

test('texts of every length arrive as they are, in order', async () => {
  const address = server.address();
  const socket = new WebSocket(`ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
  const heard: unknown[] = [];
  await new Promise<void>((all, failed) => {
    socket.addEventListener('error', () => failed(new Error('the connection broke')));
    socket.addEventListener('message', ({ data }) => {
      heard.push(data);
      if (heard.length === texts.length + others.length) all();
    });
  });
  expect(heard).toEqual([...texts, ...others]);
  socket.close();
});
