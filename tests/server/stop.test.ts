/** The end of the process under load: nothing acknowledged is lost, whoever asks, and it ends. */
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { pushAnswer } from '../../src/protocol/sync.ts';
import { operatedDatabase } from './admin/admin.ts';
import { Learner, fields, freshId, putOp } from './class.ts';
import { LiveClient } from './live-client.ts';

test('SIGTERM while six learners write without a rest: exit code 0, 0 acknowledged lost, sockets told to come back', async () => {
  const { database, start } = await operatedDatabase();
  const endpoint = await start();
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const group = await ann.makeGroup();
  const sockets = await Promise.all(Array.from({ length: 5 }, () => LiveClient.open(endpoint.url, ann.session.token)));
  const acknowledged: string[] = [];
  let cut = 0;
  const writers = Array.from({ length: 6 }, async () => {
    for (;;) {
      const sent = Array.from({ length: 5 }, () => putOp(group, freshId(), fields()));
      const answer = await ann.ask('POST', '/sync/v1/push', { epoch: null, ops: sent }).catch(() => null);
      if (!answer) return void cut++;
      for (const one of v.parse(pushAnswer, JSON.parse(answer.text)).results) {
        if (one.status === 'applied' && one.row) acknowledged.push(one.row.id);
      }
    }
  });
  await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(100);
  expect(await endpoint.exit('SIGTERM')).toBe(0);
  await Promise.all(writers);
  for (const socket of sockets) {
    expect(await socket.closed).toEqual({ code: 1001, reason: expect.stringContaining('reconnect after a random') });
  }
  // Closed in order: nothing is left beside the file, and no connection at the server.
  if (database.config.kind === 'sqlite') {
    const { path } = database.config;
    expect([existsSync(`${path}-wal`), existsSync(`${path}-shm`)]).toEqual([false, false]);
  } else {
    const others = 'SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()';
    await expect.poll(() => database.query(others)).toEqual([]);
  }
  const kept = new Set((await database.query('SELECT id FROM records')).map(({ id }) => id));
  const lost = acknowledged.filter((id) => !kept.has(id));
  process.stdout.write(`stop: ${acknowledged.length} acknowledged, ${lost.length} lost, ${cut} requests not begun\n`);
  expect(lost).toEqual([]);
}, 60_000);

test('a request that is being answered is finished, one that never ends is cut', async () => {
  const { start } = await operatedDatabase();
  const endpoint = await start();
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const group = await ann.makeGroup();
  const body = JSON.stringify({ epoch: null, ops: [putOp(group, freshId(), fields())] });
  const [finishing, never] = [begin(endpoint.url, ann, body), begin(endpoint.url, ann, body)];
  await new Promise((resolve) => setTimeout(resolve, 100));
  const ended = endpoint.exit('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 300));
  finishing.write(body.slice(10));
  const [data] = await once(finishing, 'data');
  expect(String(data)).toMatch(/^HTTP\/1\.1 200 [^]*"applied"/);
  expect(await ended).toBe(0);
  never.destroy();
}, 60_000);

test('a second signal ends it at once', async () => {
  const { start } = await operatedDatabase();
  const endpoint = await start();
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const holding = begin(endpoint.url, ann, '{"epoch":null,"ops":[]}');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const ended = endpoint.exit('SIGTERM');
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(await endpoint.exit('SIGINT')).toBe(130);
  expect(await ended).toBe(130);
  holding.destroy();
});

/** Sends the head of a push and the first bytes of its body. */
function begin(url: string, learner: Learner, body: string) {
  const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
  socket.on('error', () => {});
  socket.write(
    `POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${learner.session.token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 10)}`,
  );
  return socket;
}
