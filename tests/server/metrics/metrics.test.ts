/** /metrics: read by a parser of Prometheus' format, right in what it counts, and not there for strangers. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Learner, deleteOp, fields, freshId, openEndpoint, putOp, request } from '../class.ts';
import type { TestEndpoint } from '../class.ts';
import { LiveClient } from '../live-client.ts';
import { startProcess } from '../process.ts';
import { operatedEndpoint } from '../admin/admin.ts';
import { readPrometheus } from './prometheus-text.ts';
import type { Sample } from './prometheus-text.ts';

let endpoint: TestEndpoint;
beforeAll(async () => {
  endpoint = await openEndpoint();
});
afterAll(() => endpoint.dispose());

async function scrape(url: string): Promise<Map<string, Sample[]>> {
  const { status, headers, text } = await request(url, 'GET', '/metrics');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
  return readPrometheus(text);
}

test('it counts requests by route, method and status, pushes by verdict, transactions and sockets', async () => {
  const ann = await Learner.guest(endpoint.url, 'Ann');
  const group = await ann.makeGroup();
  const note = await ann.write(group);
  await ann.push(deleteOp(group, note), deleteOp(freshId(), freshId()), 'nonsense');
  for (let n = 0; n < 3; n++) await ann.pull(group);
  await request(endpoint.url, 'GET', `/sync/v1/groups/${group}/changes`);
  for (let n = 0; n < 4; n++) await request(endpoint.url, 'GET', `/nowhere-${n}`);
  const sockets = [
    await LiveClient.open(endpoint.url, ann.session.token),
    await LiveClient.open(endpoint.url, ann.session.token),
  ];
  const found = await scrape(endpoint.url);

  const valueOf = (name: string, wanted: Record<string, string> = {}): number =>
    found.get(name)?.find(({ labels }) => Object.entries(wanted).every(([key, value]) => labels[key] === value))
      ?.value ?? 0;
  const countOf = (route: string, method: string, status: string): number =>
    valueOf('commonplace_request_seconds_count', { route, method, status });
  const pulls = '/sync/v1/groups/:id/changes';
  expect([countOf(pulls, 'GET', '200'), countOf(pulls, 'GET', '401')]).toEqual([3, 1]);
  expect([countOf('none', 'GET', '404'), countOf('/sync/v1/push', 'POST', '200')]).toEqual([4, 3]);
  expect(valueOf('commonplace_request_seconds_sum', { route: pulls, status: '200' })).toBeGreaterThan(0);
  const verdicts = found
    .get('commonplace_pushed_operations_total')
    ?.map(({ labels, value }) => [labels['verdict'], value]);
  expect(Object.fromEntries(verdicts ?? [])).toEqual({ applied: 3, forbidden: 1, invalid: 1 });
  expect(valueOf('commonplace_database_wait_seconds_count')).toBe(3);
  expect(valueOf('commonplace_live_sockets')).toBe(2);
  // Each kind of database shows what it has.
  const [bytes, waiting] = [found.get('commonplace_database_bytes'), found.get('commonplace_database_waiting')];
  if (endpoint.database.config.kind === 'sqlite') {
    expect(bytes?.[0]?.value).toBeGreaterThan(4096);
    expect(waiting ?? []).toEqual([]);
  } else {
    expect(waiting?.map(({ value }) => value)).toEqual([0]);
    expect(bytes ?? []).toEqual([]);
  }
  expect(valueOf('process_resident_memory_bytes')).toBeGreaterThan(20e6);
  expect(found.get('commonplace_event_loop_delay_seconds')?.map(({ labels }) => labels['share'])).toEqual([
    '0.5',
    '0.9',
    '0.99',
    '1',
  ]);
  const text = (await request(endpoint.url, 'GET', '/metrics')).text;
  for (const trace of [ann.id, group, note, ann.session.token, 'nowhere']) expect(text).not.toContain(trace);
  for (const socket of sockets) socket.close();
});

test('a label with quotes, line ends and backslashes is written so that it can be read', async () => {
  const { Registry } = await import('../../../src/server/metrics/registry.ts');
  const registry = new Registry();
  registry.counter('odd_total', 'Odd.').add({ a: 'x"y\\z\nw' });
  expect(registry.text()).toBe('# HELP odd_total Odd.\n# TYPE odd_total counter\nodd_total{a="x\\"y\\\\z\\nw"} 1\n');
});

test('to who comes through a proxy it is not there', async () => {
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
    const answer = await fetch(`${endpoint.url}/metrics`, { headers: { [header]: '203.0.113.9' } });
    expect([header, answer.status]).toEqual([header, 404]);
  }
});

test('with a token set, only the token opens it, from this machine as well', async () => {
  const token = 'a-token-for-prometheus';
  const { env } = operatedEndpoint();
  const guarded = await startProcess({ ...env, METRICS_TOKEN: token });
  const ask = async (headers: Record<string, string>) => (await fetch(`${guarded.url}/metrics`, { headers })).status;
  const statuses = [
    await ask({}),
    await ask({ authorization: `Bearer ${token}x` }),
    await ask({ authorization: `Bearer ${token}` }),
    await ask({ authorization: `Bearer ${token}`, 'x-forwarded-for': '203.0.113.9' }),
  ];
  expect(statuses).toEqual([404, 404, 200, 200]);
  await guarded.exit('SIGTERM');
});

test('what a push carried is not in any label, whatever it calls itself', async () => {
  const eve = await Learner.guest(endpoint.url, 'Eve');
  await eve.push({ ...putOp(freshId(), freshId(), fields()), kind: 'planted-kind' });
  expect((await request(endpoint.url, 'GET', '/metrics')).text).not.toContain('planted');
});
