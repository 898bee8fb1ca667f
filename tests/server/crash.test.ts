/**
 * The endpoint's process killed with SIGKILL while several learners push: nothing it acknowledged
 * is lost, nothing is there twice (fault F1). And how it starts and stops otherwise.
 */
import { existsSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { pushAnswer } from '../../src/protocol/sync.ts';
import { Learner, fields, freshId, putOp, temporaryFolder } from './class.ts';
import { LiveClient } from './live-client.ts';
import { runProcess, startProcess } from './process.ts';

let folder: string;
let env: Record<string, string>;
beforeEach(() => {
  folder = temporaryFolder();
  env = { PORT: '0', DATABASE_URL: `file:${join(folder, 'commonplace.db')}` };
});
afterEach(() => rmSync(folder, { recursive: true }));

const ROUNDS = 20;
const WRITERS = 4;

test(`${ROUNDS} kills while ${WRITERS} learners push: 0 acknowledged lost, 0 duplicates`, async () => {
  let endpoint = await startProcess(env);
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const group = await ann.makeGroup();
  const acknowledged = new Set<string>();
  let duplicates = 0;
  const unanswered = Array.from({ length: WRITERS }, (): object[] => []);

  for (let round = 0; round < ROUNDS; round++) {
    const { url } = endpoint;
    // Answered once, so that the kill falls into pushes and not into the loading of accounts.
    await new Learner(url, ann.session).ask('GET', '/sync/v1/session');
    const killed = new AbortController();
    const writers = unanswered.map(async (waiting) => {
      while (!killed.signal.aborted) {
        // What was not answered is sent again, as a client's outbox does.
        if (waiting.length === 0)
          waiting.push(...Array.from({ length: 3 }, () => putOp(group, freshId(), fields({ text: `round ${round}` }))));
        const sent = JSON.stringify({ epoch: null, ops: waiting });
        const answer = await new Learner(url, ann.session).ask('POST', '/sync/v1/push', sent).catch(() => null);
        if (answer?.status !== 200) continue;
        for (const result of v.parse(pushAnswer, JSON.parse(answer.text)).results) {
          if (result.status !== 'applied' && result.status !== 'duplicate')
            throw new Error(`answered ${result.status}`);
          if (result.status === 'duplicate') duplicates++;
          if (result.row) acknowledged.add(result.row.id);
        }
        waiting.length = 0;
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 20 + Math.random() * 130));
    await endpoint.exit('SIGKILL');
    killed.abort();
    await Promise.all(writers);
    endpoint = await startProcess(env);
  }

  const seen: string[] = [];
  const reader = new Learner(endpoint.url, ann.session);
  for (let after = 0, more = true; more;) {
    const page = await reader.pull(group, after);
    seen.push(...page.rows.filter((row) => row.kind === 'annotation').map((row) => row.id));
    ({ cursor: after, more } = page);
  }
  expect(await endpoint.exit('SIGTERM')).toBe(0);
  const lost = [...acknowledged].filter((id) => !seen.includes(id));
  process.stdout.write(
    `kill -9: ${ROUNDS} rounds, ${acknowledged.size} acknowledged, ${lost.length} lost, ${seen.length - new Set(seen).size} twice, ${duplicates} answered duplicate\n`,
  );
  expect(acknowledged.size).toBeGreaterThan(ROUNDS);
  expect(lost).toEqual([]);
  expect(seen.length).toBe(new Set(seen).size);
  const db = new DatabaseSync(join(folder, 'commonplace.db'));
  expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
  expect(db.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  expect(db.prepare('SELECT max(seq) - head AS off FROM records JOIN groups USING (group_id)').get()).toEqual({
    off: 0,
  });
  db.close();
}, 120_000);

describe('the process', () => {
  test('on SIGTERM closes its sockets, finishes, and leaves one file with everything in it', async () => {
    const endpoint = await startProcess(env);
    const ann = await Learner.guest(endpoint.url, 'Ann');
    const group = await ann.makeGroup();
    const socket = await LiveClient.open(endpoint.url, ann.session.token);
    const pushing = Promise.all(Array.from({ length: 20 }, () => ann.write(group)));
    await Promise.any([pushing, new Promise((resolve) => setTimeout(resolve, 5))]);
    const written = pushing.then(
      (ids) => ids.length,
      () => 0,
    );
    expect(await endpoint.exit('SIGTERM')).toBe(0);
    expect((await socket.closed).code).toBe(1001);
    await written;
    expect(existsSync(join(folder, 'commonplace.db-wal'))).toBe(false);
  });

  test('keeps its secret beside the database, readable by its owner only, and sessions outlive the process', async () => {
    const first = await startProcess(env);
    const ann = await Learner.guest(first.url, 'Ann');
    await first.exit('SIGINT');
    expect(statSync(join(folder, 'commonplace.db.secret')).mode & 0o777).toBe(0o600);
    const second = await startProcess(env);
    expect((await new Learner(second.url, ann.session).ask('GET', '/sync/v1/session')).status).toBe(200);
    await second.exit('SIGINT');
  });

  test('says what is wrong with its environment and does not start', async () => {
    const { output, ended } = runProcess({ ...env, PORT: 'http', HOST: '0.0.0.0' });
    expect(await ended).toBe(1);
    expect(output).toMatchObject({ stdout: '', stderr: expect.stringContaining('PORT must be a number') });
  });

  test('says so when its port is taken', async () => {
    const first = await startProcess(env);
    const { output, ended } = runProcess({
      PORT: new URL(first.url).port,
      DATABASE_URL: `file:${join(folder, 'other.db')}`,
    });
    expect(await ended).toBe(1);
    expect(output.stderr).toContain('EADDRINUSE');
    await first.exit('SIGTERM');
  });
});
