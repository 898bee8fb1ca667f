/** The log of a busy endpoint: what an operator needs stands in it, and nothing of what learners do, read or write. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { createLog } from '../../../src/server/log/log.ts';
import { describeError, redact } from '../../../src/server/log/redact.ts';
import { Learner, fields, freshId, putOp, request } from '../class.ts';
import { operatedEndpoint } from '../admin/admin.ts';
import { LiveClient } from '../live-client.ts';
import { runProcess } from '../process.ts';

const line = v.looseObject({
  level: v.picklist(['debug', 'info', 'warn', 'error']),
  time: v.pipe(v.string(), v.isoTimestamp()),
  event: v.string(),
});
const requestLine = v.strictObject({
  ...line.entries,
  requestId: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/)),
  method: v.string(),
  route: v.string(),
  status: v.number(),
  ms: v.number(),
  account: v.optional(v.pipe(v.string(), v.regex(/^[\w-]{8}$/))),
  aborted: v.optional(v.literal(true)),
});

test('a busy run at the most talkative level leaves none of the planted secrets in the log', async () => {
  const { env } = operatedEndpoint();
  const { child, output, ended } = runProcess({
    ...env,
    LOG_LEVEL: 'debug',
    SECRET: 'planted-server-secret'.padEnd(40, 'x'),
  });
  await once(child.stdout, 'data');
  const url = /http:\S+/.exec(output.stdout)?.[0] ?? '';
  const planted = {
    email: 'planted.mail@example.org',
    password: 'planted-password-1',
    wrong: 'planted-password-2',
    name: 'Planted Name',
    text: 'planted words of a note',
    page: 'https://planted.example/what-i-read?q=planted',
    title: 'planted title',
    tag: 'planted-tag',
    token: 'planted-token-of-nobody-0123456789',
    group: 'planted group',
  };
  const ann = await Learner.guest(url, planted.name);
  const target = {
    source: planted.page,
    keys: [planted.page],
    title: planted.title,
    selectors: [{ type: 'TextQuoteSelector', exact: planted.text }],
  };
  await ann.ask('POST', '/account/v1/sign-up', {
    name: planted.name,
    email: planted.email,
    password: planted.password,
  });
  await request(url, 'POST', '/account/v1/sign-in', { email: planted.email, password: planted.password });
  await request(url, 'POST', '/account/v1/sign-in', { email: planted.email, password: planted.wrong });
  await request(url, 'GET', '/sync/v1/session', undefined, planted.token);
  const group = await ann.makeGroup(planted.group);
  const code = await ann.invite(group);
  for (let n = 0; n < 20; n++) {
    await ann.pushOne(putOp(group, freshId(), fields({ text: planted.text, tags: [planted.tag], target } as never)));
  }
  // Bodies that fail at every stage, addresses that carry what they should not, and a client that leaves.
  await ann.ask('POST', '/sync/v1/push', `{"planted words of a note`);
  await ann.ask('POST', '/sync/v1/push', { epoch: planted.text, ops: [{ text: planted.text }] });
  await ann.ask('GET', `/sync/v1/session?token=${ann.session.token}&page=${encodeURIComponent(planted.page)}`);
  await request(url, 'GET', `/j/${code}`);
  await request(url, 'GET', `/planted-path/${planted.token}`);
  const socket = await LiveClient.open(url, ann.session.token);
  socket.say(planted.text);
  await socket.closed;
  const leaving = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
  leaving.on('error', () => {});
  leaving.write(
    `POST /sync/v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${ann.session.token}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"planted`,
  );
  await new Promise((resolve) => setTimeout(resolve, 50));
  leaving.destroy();
  await ann.ask('GET', '/healthz');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);

  const lines = output.stderr
    .trimEnd()
    .split('\n')
    .map((text) => v.parse(line, JSON.parse(text)));
  const requests = lines.filter(({ event }) => event === 'request').map((one) => v.parse(requestLine, one));
  expect(requests.length).toBeGreaterThan(30);
  expect(requests.filter(({ route }) => route === '/sync/v1/push').length).toBeGreaterThan(22);
  expect(new Set(requests.flatMap(({ account }) => account ?? [])).size).toBe(1);
  expect(lines.map(({ event }) => event)).toEqual(expect.arrayContaining(['listening', 'stopping', 'stopped']));
  const secrets = [
    ...Object.values(planted),
    ann.session.token,
    ann.id,
    group,
    code,
    'planted',
    'Bearer',
    '127.0.0.1:',
  ];
  for (const secret of secrets) expect(output.stderr.includes(secret), `the log has ${secret}`).toBe(false);
  expect(output.stdout.split('\n')).toHaveLength(2);
});

test('the mark of an account is the same within a process, and another one in the next', () => {
  const marks = [createdLog(), createdLog()].map(({ log, lines }) => {
    const entry = {
      requestId: 'x',
      method: 'GET',
      route: '/',
      status: 200,
      ms: 1,
      account: 'a'.repeat(22),
      aborted: false,
    };
    log.request(entry);
    log.request({ ...entry, status: 500 });
    return lines.map((text) => (JSON.parse(text) as { account: string }).account);
  });
  expect(marks[0]?.[0]).toBe(marks[0]?.[1]);
  expect(marks[0]?.[0]).not.toBe(marks[1]?.[0]);
});

test.each([
  ['silent', []],
  ['error', ['fault']],
  ['warn', ['request 500', 'fault']],
  ['info', ['request 200', 'request 500', 'fault']],
  ['debug', ['request 200', 'request health', 'request 500', 'fault']],
] as const)('level %s lets through %j', (level, wanted) => {
  const { log, lines } = createdLog(level);
  const entry = { requestId: 'x', method: 'GET', route: '/', status: 200, ms: 1, account: null, aborted: false };
  log.request(entry);
  log.request({ ...entry, route: '/healthz' });
  log.request({ ...entry, status: 500 });
  log.report(new Error('odd'));
  const names = lines.map((text) => {
    const { event, route, status } = JSON.parse(text) as { event: string; route?: string; status?: number };
    return event === 'fault' ? event : `${event} ${route === '/healthz' ? 'health' : status}`;
  });
  expect(names).toEqual(wanted);
});

test('of an error, its kind and place are told, and no quotation', () => {
  const parse = (): unknown => {
    try {
      return JSON.parse('{"words": secret words of mine}');
    } catch (error) {
      return error;
    }
  };
  const found = describeError(new Error('asking failed', { cause: parse() }));
  expect(found).toMatchObject({
    name: 'Error',
    message: 'asking failed',
    stack: expect.stringContaining('log.test.ts'),
    cause: { name: 'SyntaxError' },
  });
  expect(JSON.stringify(found)).not.toContain('secret');
  expect(redact('no such column: x')).toBe('no such column: x');
  expect(redact('it\'s at https://a.example/b?c of ann@example.org, "a \\" b" and \'c\'')).toBe(
    "it's at [address] of [e-mail], […] and […]",
  );
  expect(redact('Bearer abcdefghijklmnopqrstuvwxyz')).toBe('Bearer [token or id]');
});

function createdLog(level: Parameters<typeof createLog>[0] = 'info') {
  const lines: string[] = [];
  return { log: createLog(level, { write: (text: string) => void lines.push(text) }), lines };
}
