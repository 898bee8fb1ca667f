/** WebSockets by hand, for what no client does: asking without going on, and never reading. */
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';

const UPGRADE = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** What asking for a live connection is answered: 101 when it would open. */
export function handshake(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number | undefined; retryAfter: string | undefined }> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest(`${url}/sync/v1/live`, { headers: { ...UPGRADE, ...headers } });
    asked.on('upgrade', (answer, socket) => {
      socket.destroy();
      resolve({ status: answer.statusCode, retryAfter: undefined });
    });
    asked.on('response', ({ statusCode, headers: answered }) =>
      resolve({ status: statusCode, retryAfter: answered['retry-after'] }),
    );
    asked.on('error', reject);
    asked.end();
  });
}

/** A request whose body stops half way, and goes on when `meanwhile` is done. Answers the status. */
export async function postInTwo(
  url: string,
  { token, body }: { token: string; body: unknown },
  meanwhile: () => Promise<unknown>,
): Promise<number | undefined> {
  const text = JSON.stringify(body);
  const headers = {
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
  };
  const asked = httpRequest(url, { method: 'POST', headers });
  const answered = once(asked, 'response');
  asked.write(text.slice(0, 1));
  await meanwhile();
  asked.end(text.slice(1));
  const [answer] = await answered;
  answer.resume();
  return answer.statusCode;
}

/** A socket that says hello and then never reads: its kernel buffer fills, then the endpoint's. */
export async function neverReads(url: string, token: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, 'connect');
  socket.on('error', () => {});
  const lines = Object.entries(UPGRADE).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET /sync/v1/live HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${lines.join('')}\r\n`);
  await once(socket, 'data');
  socket.write(textFrame(JSON.stringify({ type: 'hello', protocol: 1, token })));
  await once(socket, 'data');
  socket.pause();
  return socket;
}

/** A text frame of a client (RFC 6455 §5.2), masked with zeros. */
export function textFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length = payload.length < 126 ? [0x80 | payload.length] : [0xfe, payload.length >> 8, payload.length & 255];
  return Buffer.concat([Buffer.from([0x81, ...length, 0, 0, 0, 0]), payload]);
}
