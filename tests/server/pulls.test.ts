/**
 * Pulls are answered before Hono is asked (sync/changes-listener.ts), and Hono has the same route. Whatever is asked, both
 * must answer the same: status, headers and body, and what the log and the metrics say of it.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../../src/server/app.ts';
import type { Deps } from '../../src/server/http/endpoint-env.ts';
import { RULES, createLimits } from '../../src/server/http/limits.ts';
import type { Answerer } from '../../src/server/http/under-way.ts';
import type { RequestEntry } from '../../src/server/log/log.ts';
import { StorageError } from '../../src/server/storage/storage.ts';
import { pullsFirst } from '../../src/server/sync/changes-listener.ts';
import { Learner, freshId, openEndpoint } from './class.ts';
import type { TestEndpoint } from './class.ts';

let endpoint: TestEndpoint;
let ann: Learner;
let ben: Learner;
let group: string;
beforeAll(async () => {
  endpoint = await openEndpoint();
  ann = await Learner.guest(endpoint.url, 'Ann');
  ben = await Learner.guest(endpoint.url, 'Ben');
  group = await ann.makeGroup();
  for (let n = 0; n < 5; n++) await ann.write(group, `note ${n}: 語 é 𝄞`);
});
afterAll(() => endpoint.dispose());

/** What is sent, line by line. */
type Asked = { method?: string; path: string; headers?: readonly string[] };

type Seen = { head: string[]; body: string; entries: Partial<RequestEntry>[]; reported: unknown[]; toHono: number };

/** Asks an endpoint with or without the listener before Hono; the same dependencies, but for limits of its own. */
async function ask(isFirst: boolean, asked: readonly Asked[], change: Partial<Deps> = {}): Promise<Seen[]> {
  let toHono = 0;
  const entries: RequestEntry[] = [];
  const reported: unknown[] = [];
  const limits = createLimits(Date.now, { ...RULES, requests: { burst: 3, perSecond: 1e-3 } });
  const log = { request: (entry: RequestEntry) => void entries.push(entry) };
  const report = (error: unknown): void => void reported.push(error);
  const deps: Deps = { ...endpoint.deps, limits, log, report, ...change };
  const hono = getRequestListener(createApp(deps).fetch);
  const others: Answerer = async (request, response) => {
    toHono++;
    await hono(request, response);
  };
  const answer = isFirst ? pullsFirst(deps, others) : others;
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const seen: Seen[] = [];
  try {
    for (const { method = 'GET', path, headers = ['Host: 127.0.0.1'] } of asked) {
      [entries.length, reported.length, toHono] = [0, 0, 0];
      const address = server.address();
      const socket = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1');
      socket.write(`${[`${method} ${path} HTTP/1.1`, ...headers, 'Connection: close'].join('\r\n')}\r\n\r\n`);
      const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
      while (entries.length === 0 && !head.includes(' 400 Bad Request')) await new Promise(setImmediate);
      seen.push({ head: comparable(head), body, entries: entries.map(known), reported: [...reported], toHono });
    }
  } finally {
    server.close();
  }
  return seen;
}

/** But for what is another in every answer. Names of headers may be written in any case. */
function comparable(head: string): string[] {
  const [status = '', ...lines] = head.split('\r\n');
  const named = lines.map((line) => line.replace(/^[^:]+/, (name) => name.toLowerCase()));
  const fixed = named.map((line) => line.replace(/^(x-request-id|date): .+$/, '$1: some'));
  return [status, ...fixed.toSorted()];
}

function known({ requestId, ms, ...entry }: RequestEntry): Partial<RequestEntry> {
  expect([requestId, ms]).toEqual([expect.stringMatching(/^[\w-]{36}$/), expect.any(Number)]);
  return entry;
}

/** @returns what both saw */
async function same(asked: readonly Asked[], change: Partial<Deps> = {}, isOurs = true): Promise<Seen[]> {
  const [first, hono] = [await ask(true, asked, change), await ask(false, asked, change)];
  for (const [at, one] of first.entries()) {
    expect({ ...one, toHono: 1 }).toEqual(hono[at]);
    expect(one.toHono).toBe(isOurs ? 0 : 1);
  }
  return first;
}

const statusOf = ({ head }: Seen): number => Number(head[0]?.split(' ')[1]);
const pathTo = (query = '?after=0', of = group): string => `/sync/v1/groups/${of}/changes${query}`;
const as = (who: Learner, ...more: string[]): string[] => [
  'Host: 127.0.0.1',
  `Authorization: Bearer ${who.session.token}`,
  ...more,
];
const EXTENSION = 'Origin: chrome-extension://abcdefghijklmnopabcdefghijklmnop';

describe('a pull', () => {
  test.each(['?after=0', '?after=2&limit=2', '?after=3&floor=0', '?after=99&floor=0&limit=9999'])(
    'of a member, with the query "%s"',
    async (query) => {
      const [seen] = await same([{ path: pathTo(query), headers: as(ann) }]);
      expect(statusOf(seen!)).toBe(200);
      expect(JSON.parse(seen!.body)).toMatchObject({ epoch: await endpoint.deps.storage.epoch(), floor: 0 });
      expect(seen!.entries).toEqual([
        {
          method: 'GET',
          route: '/sync/v1/groups/:id/changes',
          status: 200,
          account: ann.id,
          aborted: false,
        },
      ]);
    },
  );

  test('without a session, or with none that lives: refused, and counted by address', async () => {
    for (const line of [
      'X: y',
      'Authorization: Bearer',
      'Authorization: Basic abc',
      `Authorization: Bearer ${'x'.repeat(32)}`,
    ]) {
      const [seen] = await same([{ path: pathTo(), headers: ['Host: 127.0.0.1', line] }]);
      expect([statusOf(seen!), seen!.entries[0]?.account]).toEqual([401, null]);
    }
    const rules = { ...RULES, strangers: { burst: 1, perSecond: 1e-3 } };
    const stranger = (address: string) => ({
      path: pathTo(),
      headers: ['Host: a', `X-Forwarded-For: 1.2.3.4, ${address}`],
    });
    const asked = [stranger('203.0.113.1'), stranger('203.0.113.1'), stranger('203.0.113.2')];
    // Each of the two has limits of its own.
    const [first, hono] = [
      await ask(true, asked, { limits: createLimits(Date.now, rules) }),
      await ask(false, asked, { limits: createLimits(Date.now, rules) }),
    ];
    expect(first.map(statusOf)).toEqual([401, 429, 401]);
    expect(first).toEqual(hono.map((seen) => ({ ...seen, toHono: 0 })));
  });

  test('of who is no member, and of what is no group: the same answer', async () => {
    const asked = [
      { path: pathTo(), headers: as(ben) },
      { path: pathTo('?after=0', freshId()), headers: as(ben) },
    ];
    const seen = await same(asked);
    seen.push(...(await same([{ path: pathTo('?after=0', 'none'), headers: as(ben) }], {}, false)));
    expect(seen.map(statusOf)).toEqual([404, 404, 404]);
    expect(new Set(seen.map(({ body }) => body)).size).toBe(1);
  });

  test('that is one too many', async () => {
    const seen = await same(Array.from({ length: 4 }, () => ({ path: pathTo(), headers: as(ann) })));
    expect(seen.map(statusOf)).toEqual([200, 200, 200, 429]);
    expect(seen[3]?.head.some((line) => /^retry-after: \d+$/.test(line))).toBe(true);
  });

  test('from an extension, which may read the answer, and from a page, which may not', async () => {
    const [extension] = await same([{ path: pathTo(), headers: as(ann, EXTENSION) }]);
    expect(extension?.head).toContain(
      'access-control-allow-origin: chrome-extension://abcdefghijklmnopabcdefghijklmnop',
    );
    const [page] = await same([{ path: pathTo(), headers: as(ann, 'Origin: https://evil.example') }]);
    expect(page?.head.some((line) => line.startsWith('access-control'))).toBe(false);
    expect(page?.head).toContain('vary: Origin');
  });

  test('over TLS', async () => {
    const [seen] = await same([{ path: pathTo(), headers: as(ann) }], { publicUrl: () => 'https://notes.example.org' });
    expect(seen?.head).toContain('strict-transport-security: max-age=31536000');
  });

  test('of a database that is busy, full, or broken: the last one is reported', async () => {
    const failing = (error: Error) => {
      const page = async (): Promise<never> => {
        throw error;
      };
      return { storage: { ...endpoint.deps.storage, page } };
    };
    const cases: [Error, number][] = [
      [new StorageError('busy', null), 503],
      [new StorageError('full', null), 507],
      [new Error('column body holds no text'), 500],
    ];
    for (const [error, status] of cases) {
      const [seen] = await same([{ path: pathTo(), headers: as(ann) }], failing(error));
      expect([statusOf(seen!), seen!.reported]).toEqual([status, status === 500 ? [error] : []]);
    }
  });

  test('that has missed tombstones which are forgotten', async () => {
    const { storage } = endpoint.deps;
    const purged = {
      storage: {
        ...storage,
        page: async (...asked: Parameters<typeof storage.page>) => {
          const page = await storage.page(...asked);
          return page && { ...page, floor: 4 };
        },
      },
    };
    const asked = [{ path: pathTo('?after=2&floor=1'), headers: as(ann) }];
    const [seen] = await same(asked, purged);
    expect(JSON.parse(seen!.body)).toMatchObject({ rows: [], resync: true, floor: 4 });
  });
});

test('what is not plainly a pull goes to Hono', async () => {
  const asked: Asked[] = [
    { method: 'HEAD', path: pathTo(), headers: as(ann) },
    { method: 'OPTIONS', path: pathTo(), headers: ['Host: a', EXTENSION] },
    { method: 'DELETE', path: pathTo(), headers: as(ann) },
    { method: 'PATCH', path: pathTo(), headers: as(ann) },
  ];
  expect((await same(asked, {}, false)).map(statusOf)).toEqual([200, 204, 404, 404]);
  const written: Asked[] = [
    ...['', '?limit=1', '?floor=0&after=3', '?after=1&limit=3&limit=1', '?x=1'].map((query) => ({
      path: pathTo(query),
      headers: as(ann),
    })),
    { path: pathTo('?%61fter=1'), headers: as(ann) },
    { path: pathTo('?after=1+'), headers: as(ann) },
    { path: `${pathTo()}/`, headers: as(ann) },
    { path: `/sync/v1/../v1/groups/${group}/changes`, headers: as(ann) },
    { path: pathTo(), headers: as(ann).map((line) => line.replace('127.0.0.1', '[::1]')) },
    { path: pathTo(), headers: as(ann, `Authorization: Bearer ${ben.session.token}`) },
    { path: pathTo(), headers: as(ann, 'Content-Length: 0') },
  ];
  for (const one of written) await same([one], {}, false);
  for (const query of [
    '?after=',
    '?after=x',
    '?after=0&limit=0',
    '?limit=99999',
    '?floor=1x',
    `?after=${'9'.repeat(16)}`,
  ]) {
    const [seen] = await same([{ path: pathTo(query), headers: as(ann) }], {}, false);
    expect(statusOf(seen!)).toBe(400);
  }
});

test('one connection serves many, and an answer of only ASCII is written as what it is', async () => {
  const plain = await ann.makeGroup('Plain');
  await ann.write(plain, 'only ASCII');
  for (const of of [plain, group, plain]) {
    const { rows } = await ann.pull(of);
    expect(rows.some((row) => row.kind === 'annotation')).toBe(true);
  }
});
