/** Bad and hostile requests over a real port: each is refused from the error table, nothing breaks. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { pushAnswer } from '../../src/protocol/sync.ts';
import { Learner, codeOf, deleteOp, fields, freshId, openEndpoint, putOp, request } from './class.ts';
import type { TestEndpoint } from './class.ts';
import { fc } from '../laws.ts';

const unexpected: unknown[] = [];
let endpoint: TestEndpoint;
let ann: Learner;
let group: string;

beforeAll(async () => {
  endpoint = await openEndpoint({ report: (error) => void unexpected.push(error) });
  ann = await Learner.guest(endpoint.url, 'Ann');
  group = await ann.makeGroup();
});
afterAll(() => endpoint.dispose());

const send = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}) => {
  const response = await fetch(`${endpoint.url}/sync/v1/push`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ann.session.token}`, 'content-type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
/** The best of three: other tests share the machine. */
const fastestOf = async (measure: () => Promise<number>): Promise<number> =>
  Math.min(await measure(), await measure(), await measure());
const pushText = (ops: string): string => `{"epoch":null,"ops":[${ops}]}`;

describe('the body of a request', () => {
  const bodies: [string, string | Uint8Array<ArrayBuffer>, number][] = [
    ['nothing', '', 400],
    ['no JSON', 'hello', 400],
    ['half of JSON', '{"epoch":null,"ops":[', 400],
    ['a number', '7', 400],
    ['a list', '[]', 400],
    ['no list of operations', '{"epoch":null,"ops":{}}', 422],
    [
      'invalid UTF-8',
      new Uint8Array([...Buffer.from('{"epoch":null,"ops":["'), 0xc3, 0x28, ...Buffer.from('"]}')]),
      400,
    ],
    ['a list 500,000 deep', '['.repeat(500_000), 400],
    ['the same, closed', '['.repeat(400_000) + ']'.repeat(400_000), 400],
  ];
  test.each(bodies)('%s', async (_name, body, status) => {
    const answer = await send(body);
    expect([answer.status, typeof codeOf(answer)]).toEqual([status, 'string']);
    // Read in time that grows with its length, not with its depth: next to flat JSON of the same length.
    const time = (sent: typeof body) => async (): Promise<number> => {
      const started = performance.now();
      await send(sent);
      return performance.now() - started;
    };
    const flat = JSON.stringify('x'.repeat(body.length));
    expect(await fastestOf(time(body))).toBeLessThan(100 * (await fastestOf(time(flat))));
  });

  test('other media types than JSON', async () => {
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonp',
      'multipart/form-data; boundary=x',
    ]) {
      expect((await send(pushText(''), { 'content-type': type })).status).toBe(415);
    }
    expect((await send(pushText(''), { 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
  });

  test('compressed JSON is not unpacked', async () => {
    const packed = new Uint8Array(Buffer.from('1f8b0800000000000003ab56ca2f2856b28a8ead0500', 'hex'));
    expect((await send(packed, { 'content-encoding': 'gzip' })).status).toBe(400);
  });

  test('10 MB, said before: refused before the rest of it is sent', async () => {
    expect(await rawPush(['Content-Length: 10000000'], Buffer.alloc(100_000, 0x20))).toBe(413);
  });

  test('10 MB, in pieces: refused once the limit is passed', async () => {
    const piece = Buffer.concat([Buffer.from('186a0\r\n'), Buffer.alloc(100_000, 0x20), Buffer.from('\r\n')]);
    const status = await rawPush(
      ['Transfer-Encoding: chunked'],
      Buffer.concat(Array.from({ length: 25 }, () => piece)),
    );
    expect(status).toBe(413);
  });
});

describe('an operation', () => {
  const raw = (change: string): string => {
    const op = JSON.stringify(putOp(group, freshId(), fields()));
    return op.replace('"text":"a note"', change);
  };
  const operations: [string, () => string, string][] = [
    ['text with NUL', () => raw('"text":"a\\u0000b"'), 'applied'],
    ['text with half a character', () => raw('"text":"a\\ud800b"'), 'applied'],
    ['text too long', () => raw(`"text":"${'x'.repeat(50_001)}"`), 'invalid'],
    ['100,000 tags', () => raw('"text":"x"').replace('"tags":[]', `"tags":[${'"t",'.repeat(99_999)}"t"]`), 'invalid'],
    ['600 KB under an unknown key', () => raw(`"text":"x","more":"${'x'.repeat(600_000)}"`), 'invalid'],
    [
      '10,000 deep under an unknown key',
      () => raw(`"text":"x","more":${'['.repeat(10_000)}${']'.repeat(10_000)}`),
      'invalid',
    ],
    [
      '200,000 deep objects',
      () => raw(`"text":"x","more":${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`),
      'invalid',
    ],
    ['__proto__ among the fields', () => raw('"text":"x","__proto__":{"kind":"page"}'), 'applied'],
    ['constructor and prototype', () => raw('"text":"x","constructor":{"prototype":{"a":1}}'), 'applied'],
    ['__proto__ deeper', () => raw('"text":"x","more":{"__proto__":{"polluted":true}}'), 'applied'],
    ['a huge revision', () => raw('"text":"x"').replace('"baseRev":0', '"baseRev":1e300'), 'invalid'],
    ['a negative revision', () => raw('"text":"x"').replace('"baseRev":0', '"baseRev":-1'), 'invalid'],
    [
      'a day that is none',
      () => raw('"text":"x"').replace(/"at":"[^"]+"/, '"at":"2026-02-31T25:61:00.000Z"'),
      'invalid',
    ],
    [
      'an id of another form',
      () => raw('"text":"x"').replace(/"id":"[^"]+"/, '"id":"../../etc/passwd/xxxxx"'),
      'invalid',
    ],
    ['a membership', () => raw('"text":"x"').replace('"kind":"annotation"', '"kind":"membership"'), 'invalid'],
    ['deleting a group', () => JSON.stringify({ ...deleteOp(group, group), kind: 'group' }), 'invalid'],
    ['deleting the group as if it were a note', () => JSON.stringify(deleteOp(group, group)), 'invalid'],
  ];
  test.each(operations)('%s', async (_name, op, status) => {
    const answer = await send(pushText(op()));
    expect(answer.status).toBe(200);
    const { results } = v.parse(pushAnswer, JSON.parse(answer.text));
    expect(results.map((one) => one.status)).toEqual([status]);
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect((await ann.pull(group)).rows.length).toBeGreaterThan(0);
  });

  test('strange characters come back as they were written', async () => {
    const text = 'NUL \u0000, half \ud800, \u2028, 𝄞, عربي, </script>, \u202e';
    const id = await ann.write(group, text);
    expect((await ann.rows(group)).find((row) => row.id === id)).toMatchObject({ fields: { text } });
  });
});

describe('fuzz', () => {
  const valid = (): Record<string, unknown> => ({ ...putOp(group, freshId(), fields()) });
  const anyJson = fc.jsonValue({ maxDepth: 4 });
  /** An operation with one or two of its parts replaced by anything. */
  const mutated = fc
    .tuple(fc.constantFrom('opId', 'id', 'group', 'baseRev', 'at', 'kind', 'act', 'fields', 'ownerName'), anyJson)
    .map(([key, value]) => ({ ...valid(), [key]: value }));
  const withField = fc
    .tuple(fc.constantFrom('kind', 'text', 'tags', 'target', 'parent', 'copyOf', 'x'), anyJson)
    .map(([key, value]) => ({ ...valid(), fields: { ...fields(), [key]: value } }));
  const action = fc.constantFrom('put', 'delete', 'restore').map((act) => ({ ...valid(), act }));

  test('whatever a push carries, it is answered operation by operation and nothing fails', async () => {
    const property = fc.asyncProperty(
      fc.array(fc.oneof(anyJson, mutated, withField, action), { maxLength: 12 }),
      async (ops) => {
        const answer = await ann.ask('POST', '/sync/v1/push', { epoch: null, ops });
        expect(answer.status).toBe(200);
        expect(v.parse(pushAnswer, JSON.parse(answer.text)).results).toHaveLength(ops.length);
      },
    );
    await fc.assert(property, { numRuns: 250, seed: 2026 });
    for (let after = 0, more = true; more;) {
      const page = await ann.pull(group, after);
      after = page.cursor;
      more = page.more;
    }
  }, 60_000);

  test('whatever body any route is sent, it is answered from the error table or done', async () => {
    const routes = [
      'POST /account/v1/guest',
      'POST /account/v1/sign-up',
      'POST /account/v1/sign-in',
      'POST /sync/v1/push',
      'POST /sync/v1/join',
      `POST /sync/v1/groups/${group}/invitation`,
      `PUT /sync/v1/groups/${group}/members/${ann.id}`,
      `PUT /sync/v1/groups/${group}/members/${freshId()}`,
    ];
    const key = fc.constantFrom('name', 'email', 'password', 'code', 'role', 'epoch', 'ops', '__proto__');
    const body = fc.oneof(
      fc.string(),
      anyJson.map((value) => JSON.stringify(value)),
      fc.dictionary(key, fc.oneof(fc.string({ unit: 'binary' }), anyJson)).map((value) => JSON.stringify(value)),
    );
    const property = fc.asyncProperty(fc.constantFrom(...routes), body, async (route, text) => {
      const [method = '', path = ''] = route.split(' ');
      const answer = await request(endpoint.url, method, path, text, ann.session.token);
      expect([200, 400, 401, 404, 409, 422, 429]).toContain(answer.status);
      if (answer.status !== 200) codeOf(answer);
    });
    await fc.assert(property, { numRuns: 300, seed: 2026 });
  }, 60_000);

  test('whatever path is asked for, there is an answer', async () => {
    const segment = fc.oneof(
      fc.constantFrom('sync', 'v1', 'groups', 'changes', 'j', '..', '%2e%2e', '%00', '%', 'healthz'),
      fc.webPath(),
    );
    const property = fc.asyncProperty(fc.array(segment, { maxLength: 6 }), async (parts) => {
      const path = encodeURI(`/${parts.join('/')}`).replaceAll('%25', '%');
      const answer = await request(endpoint.url, 'GET', path, undefined, ann.session.token);
      expect(answer.status).toBeLessThan(500);
    });
    await fc.assert(property, { numRuns: 200, seed: 2026 });
  }, 60_000);
});

describe('what every answer carries', () => {
  test('headers that keep it from being framed, sniffed, cached or run', async () => {
    for (const path of ['/healthz', '/nowhere', '/sync/v1/session', '/', '/j/ABCDEFGHJK']) {
      const { headers } = await request(endpoint.url, 'GET', path);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect([
        headers.get('x-content-type-options'),
        headers.get('cache-control'),
        headers.get('referrer-policy'),
        headers.get('cross-origin-resource-policy'),
        headers.get('cross-origin-opener-policy'),
      ]).toEqual(['nosniff', 'no-store', 'no-referrer', 'same-origin', 'same-origin']);
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test.each([
    ['chrome-extension://abcdefghijklmnopabcdefghijklmnop', true],
    ['moz-extension://1b2c3d4e-0000-4000-8000-123456789abc', true],
    ['https://evil.example', false],
    ['null', false],
  ])('cross-origin reading for %s: %s', async (origin, allowed) => {
    const preflight = await fetch(`${endpoint.url}/sync/v1/push`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
    const methods = preflight.headers.get('access-control-allow-methods');
    expect(methods).toBe(allowed ? 'GET, POST, PUT, DELETE' : null);
    const answer = await fetch(`${endpoint.url}/sync/v1/session`, { headers: { origin } });
    for (const one of [preflight, answer])
      expect(one.headers.get('access-control-allow-origin')).toBe(allowed ? origin : null);
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });
});

test('one account that asks too much is slowed, the others are not', async () => {
  const eve = await Learner.guest(endpoint.url, 'Eve');
  const statuses: number[] = [];
  // A busy machine answers so slowly that what an account may ask grows meanwhile.
  for (let round = 0; round < 60 && !statuses.includes(429); round++) {
    const answers = await Promise.all(Array.from({ length: 100 }, () => eve.ask('GET', '/sync/v1/session')));
    statuses.push(...answers.map((one) => one.status));
  }
  expect(statuses).toContain(429);
  expect(statuses.filter((one) => one === 200).length).toBeGreaterThanOrEqual(1000);
  expect((await ann.ask('GET', '/sync/v1/session')).status).toBe(200);
});

test('none of this was an unexpected error', () => {
  expect(unexpected).toEqual([]);
});

/** Sends the head of a push and some of its body, never all of it; the status of the answer. */
async function rawPush(lines: string[], body: Buffer): Promise<number> {
  const { hostname, port } = new URL(endpoint.url);
  const socket = connect({ host: hostname, port: Number(port) });
  await once(socket, 'connect');
  socket.on('error', () => {});
  const head = [
    'POST /sync/v1/push HTTP/1.1',
    `Host: ${hostname}`,
    `Authorization: Bearer ${ann.session.token}`,
    'Content-Type: application/json',
    ...lines,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  socket.write(body);
  const [data] = await once(socket, 'data');
  socket.destroy();
  return Number(String(data).split(' ')[1]);
}
