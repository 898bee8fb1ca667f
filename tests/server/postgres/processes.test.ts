/**
 * Two endpoint processes over one PostgreSQL: what one commits the other's members hear, also when
 * notifications are lost; what ends in one ends in the other; and the database may restart.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startPostgres } from '../../../scripts/postgres.ts';
import type { Postgres } from '../../../scripts/postgres.ts';
import { openPostgres } from '../../../src/server/storage/postgres/open.ts';
import { push } from '../../../src/server/sync/push.ts';
import { Learner, codeOf, freshId, fields, putOp, request } from '../class.ts';
import { freshPostgres } from '../database.ts';
import type { TestDatabase } from '../database.ts';
import { LiveClient } from '../live-client.ts';
import { startProcess } from '../process.ts';
import type { EndpointProcess } from '../process.ts';

const SECRET = 's'.repeat(32);
const start = (url: string): Promise<EndpointProcess> =>
  startProcess({ PORT: '0', DATABASE_URL: url, DATABASE_CONNECTIONS: '10', SECRET });
/** Longer than what no hint told of takes to be seen (live/follow-others.ts), and a session to be forgotten. */
const BY_LOOKING = 15_000;

describe('two processes', () => {
  let database: TestDatabase;
  let one: EndpointProcess;
  let two: EndpointProcess;
  let ann: Learner;
  let ben: Learner;
  let group: string;
  beforeAll(async () => {
    database = await freshPostgres();
    // At once on an empty database: one of them makes the schema, the other waits for it.
    [one, two] = await Promise.all([start(database.url), start(database.url)]);
    ann = await Learner.guest(one.url, 'Ann');
    ben = await Learner.guest(two.url, 'Ben');
    group = await ann.makeGroup();
    await ben.join(await ann.invite(group));
  });
  afterAll(async () => {
    expect(await Promise.all([one.exit('SIGTERM'), two.exit('SIGTERM')])).toEqual([0, 0]);
    await database.remove();
  });

  test('a note pushed to one comes live to a member at the other, exactly next', async () => {
    const socket = await LiveClient.open(two.url, ben.session.token);
    const { heads } = await socket.hears('welcome');
    const id = await ann.write(group, 'across');
    const rows = await socket.hears('rows');
    expect(rows.after).toBe(heads.find((head) => head.group === group)?.head);
    expect(rows.rows.map((row) => row.id)).toEqual([id]);
    socket.close();
  });

  test('a nod given at one is told at the other to its reader alone, as something to pull', async () => {
    const cleo = await Learner.guest(two.url, 'Cleo');
    await cleo.join(await ann.invite(group));
    const note = await ben.write(group, 'to be thanked for');
    // By the right of whichever member the other process reads what was committed here, all hear of it.
    const [atBen, atCleo] = [
      await LiveClient.open(two.url, ben.session.token),
      await LiveClient.open(two.url, cleo.session.token),
    ];
    const nod = await ann.react(group, note, 'nod');
    await atBen.hears('hint');
    const heard = await atCleo.hears('rows');
    expect([heard.rows, heard.cursor]).toEqual([[], (await cleo.pull(group)).cursor]);
    expect(JSON.stringify([atBen.heard, atCleo.heard])).not.toContain(nod);
    expect((await ben.rows(group)).map(({ id }) => id)).toContain(nod);
    expect((await cleo.rows(group)).map(({ id }) => id)).not.toContain(nod);
    atBen.close();
    atCleo.close();
  });

  test('notes pushed to both at once come to everybody, in order and without a gap', async () => {
    const sockets = [
      await LiveClient.open(one.url, ann.session.token),
      await LiveClient.open(two.url, ben.session.token),
    ];
    const before = (await ann.pull(group)).cursor;
    const written = (
      await Promise.all(Array.from({ length: 24 }, (_, n) => (n % 2 ? ann : ben).write(group, `note ${n}`)))
    ).sort();
    for (const socket of sockets) {
      const head = before + written.length;
      await expect.poll(() => rowsOf(socket).at(-1)?.seq, { timeout: BY_LOOKING }).toBe(head);
      expect(rowsOf(socket).map((row) => row.seq)).toEqual(Array.from(written, (_, n) => before + n + 1));
      expect(
        rowsOf(socket)
          .map((row) => row.id)
          .sort(),
      ).toEqual(written);
      socket.close();
    }
  });

  test('what is committed without a word to anybody is seen by looking', async () => {
    const socket = await LiveClient.open(two.url, ben.session.token);
    const { storage } = await openPostgres({ url: database.url, connections: 2 });
    const op = putOp(group, freshId(), fields());
    await push(storage, ann.session.user, { epoch: null, ops: [op] }, Date.now());
    await storage.close();
    await expect.poll(() => rowsOf(socket).map((row) => row.id), { timeout: BY_LOOKING }).toContain(op.id);
    socket.close();
  });

  test('what is told while the listening connections are cut is made up for', async () => {
    const socket = await LiveClient.open(two.url, ben.session.token);
    // Other test files have databases of their own on this server, and endpoints that listen there.
    const listening = `FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN %'`;
    expect(await database.query(`SELECT pg_terminate_backend(pid) ${listening}`)).toHaveLength(2);
    const id = await ann.write(group, 'unheard');
    await expect.poll(() => rowsOf(socket).map((row) => row.id), { timeout: BY_LOOKING }).toContain(id);
    // And the next one is told again.
    await expect.poll(() => database.query(`SELECT pid ${listening}`), { timeout: BY_LOOKING }).toHaveLength(2);
    const next = await ann.write(group, 'heard');
    await expect.poll(() => rowsOf(socket).map((row) => row.id), { timeout: BY_LOOKING }).toContain(next);
    socket.close();
  });

  test('who is removed at one hears nothing more at the other, and their devices are told', async () => {
    const eve = await Learner.guest(two.url, 'Eve');
    await eve.join(await ann.invite(group));
    const socket = await LiveClient.open(two.url, eve.session.token);
    await ann.remove(group, eve.id);
    await ann.write(group, 'a secret');
    await socket.hears('groups');
    const witness = await LiveClient.open(two.url, ben.session.token);
    await ann.write(group, 'another secret');
    await witness.hears('rows');
    expect(JSON.stringify(socket.heard)).not.toContain('secret');
    expect((await eve.ask('GET', `/sync/v1/groups/${group}/changes`)).status).toBe(404);
    for (const open of [socket, witness]) open.close();
  });

  test('a session ended at one is over at the other within seconds', async () => {
    const cat = await Learner.guest(one.url, 'Cat');
    const there = (): Promise<number> =>
      request(two.url, 'GET', '/sync/v1/session', undefined, cat.session.token).then((answer) => answer.status);
    expect(await there()).toBe(200);
    await cat.ask('POST', '/account/v1/sign-out', {});
    await expect.poll(there, { timeout: BY_LOOKING }).toBe(401);
  });

  test('the same push sent to both at once is applied once', async () => {
    const there = new Learner(two.url, ann.session);
    const group = freshId();
    const make = { ...putOp(group, group, {}), kind: 'group', fields: { name: 'N', description: '', personal: false } };
    const first = await Promise.all([ann.pushOne(make), there.pushOne(make), ann.pushOne(make)]);
    expect(first.map((result) => result.status).sort()).toEqual(['applied', 'duplicate', 'duplicate']);
    const op = putOp(group, freshId(), fields());
    const second = await Promise.all([ann.pushOne(op), there.pushOne(op), there.pushOne(op)]);
    expect(second.map((result) => result.status).sort()).toEqual(['applied', 'duplicate', 'duplicate']);
    expect((await there.rows(group)).filter((row) => row.id === op.id)).toHaveLength(1);
  });
});

describe('a database of its own', () => {
  let server: Postgres;
  let endpoint: EndpointProcess;
  beforeEach(async () => {
    server = await startPostgres(['fsync=off']);
    endpoint = await start(server.urlOf('postgres'));
  });
  afterEach(async () => {
    await endpoint.exit('SIGKILL');
    await server.remove();
  });

  test('may crash and come back: meanwhile 503 with a time to wait, and nothing acknowledged is lost', async () => {
    const ann = await Learner.guest(endpoint.url, 'Ann');
    const group = await ann.makeGroup();
    const acknowledged: string[] = [];
    const answers: number[] = [];
    const stopping = new AbortController();
    const waiting = Array.from({ length: 4 }, () => putOp(group, freshId(), fields()));
    const writers = waiting.map(async (_, at) => {
      for (let op = waiting[at]; op !== undefined && !stopping.signal.aborted;) {
        const answer = await ann.ask('POST', '/sync/v1/push', { epoch: null, ops: [op] });
        answers.push(answer.status);
        if (answer.status === 200) {
          expect(JSON.parse(answer.text).results[0].status).toMatch(/^(applied|duplicate)$/);
          acknowledged.push(op.id);
          op = putOp(group, freshId(), fields());
        } else {
          // The same operation again, as an outbox does.
          expect([codeOf(answer), Number(answer.headers.get('retry-after'))]).toEqual(['busy', 1]);
        }
      }
    });
    const reached = (n: number): Promise<void> =>
      expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(n);
    await reached(20);
    await server.stop('immediate');
    await expect.poll(() => answers.includes(503), { timeout: 20_000 }).toBe(true);
    const health = await request(endpoint.url, 'GET', '/healthz');
    expect([health.status, health.headers.get('retry-after')]).toEqual([503, '1']);
    const asleep = acknowledged.length;
    await server.start();
    await reached(asleep + 20);
    stopping.abort();
    await Promise.all(writers);
    expect(answers.filter((status) => status !== 200 && status !== 503)).toEqual([]);
    const seen = (await allRows(ann, group)).filter((id) => id !== group);
    expect(acknowledged.filter((id) => !seen.includes(id))).toEqual([]);
    expect(new Set(seen).size).toBe(seen.length);
    expect((await request(endpoint.url, 'GET', '/healthz')).status).toBe(200);
    // Accounts, too, say busy while it is away and work after it.
    await server.stop('fast');
    const guest = await request(endpoint.url, 'POST', '/account/v1/guest', { name: 'Ben' });
    expect([guest.status, codeOf(guest)]).toEqual([503, 'busy']);
    const unknown = await request(endpoint.url, 'GET', '/sync/v1/session', undefined, 'x'.repeat(32));
    expect([unknown.status, codeOf(unknown)]).toEqual([503, 'busy']);
    await server.start();
    await expect
      .poll(() => Learner.guest(endpoint.url, 'Ben').then((ben) => ben.session.user.name), { timeout: 20_000 })
      .toBe('Ben');
  });
});

const rowsOf = (socket: LiveClient) => socket.heard.flatMap((event) => (event.type === 'rows' ? event.rows : []));

async function allRows(learner: Learner, group: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after = 0, more = true; more;) {
    const page = await learner.pull(group, after);
    ids.push(...page.rows.filter((row) => row.kind === 'annotation').map((row) => row.id));
    ({ cursor: after, more } = page);
  }
  return ids;
}
