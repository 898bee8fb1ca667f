/** Hostile payloads: a corpus through the front door, then what a seed makes of it. No crash, no 5xx, the memory comes back. */
import { gzipSync } from 'node:zlib';
import { parseOp } from '../../src/server/sync/parse-op.ts';
import { Learner, fields, freshId, putOp } from '../server/class.ts';
import { seeded } from '../../bench/random.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { onGround, pause, readAll, residentOf } from './ground.ts';

type Hostile = { name: string; body: Buffer; headers?: Record<string, string> };

export const f20: Fault = {
  title: 'hostile payloads are refused and do no harm',
  run: ({ seed, long }) =>
    onGround(async ({ start }) => {
      const random = seeded(seed);
      const endpoint = await start();
      const ann = await Learner.guest(endpoint.url, 'Ann');
      const group = await ann.makeGroup();
      const own = new Set(await Promise.all(Array.from({ length: 5 }, () => ann.write(group, 'mine'))));
      const base = residentOf(endpoint.child.pid);
      const answers = new Map<number, number>();
      const send = async ({ name, body, headers = {} }: Hostile): Promise<void> => {
        const response = await fetch(`${endpoint.url}/sync/v1/push`, {
          method: 'POST',
          headers: { authorization: `Bearer ${ann.session.token}`, 'content-type': 'application/json', ...headers },
          body: new Uint8Array(body),
        }).catch(() => null);
        // Too long a body may be cut off before its answer is read; the endpoint's part is to go on.
        const status = response?.status ?? 0;
        await response?.arrayBuffer().catch(() => null);
        answers.set(status, (answers.get(status) ?? 0) + 1);
        must(status < 500, `${name} was answered ${status}`);
        must(status !== 0 || body.length > 2_000_000, `${name} got no answer`);
      };
      const hostile = corpus(group);
      for (const one of hostile) await send(one);
      const valid = Buffer.from(pushOf(JSON.stringify(putOp(group, freshId(), fields()))));
      const sent = long ? 20_000 : 300;
      for (let n = 0; n < sent; n++) {
        if (n % 500 === 499) await pause(5_000);
        await send({ name: `mutation ${n}`, body: mutated(valid, random) });
      }
      const parsed = long ? 1_000_000 : 5_000;
      for (let n = 0; n < parsed; n++) {
        // Meanwhile the endpoint closes the connection, which is to be heard before it is used again.
        if (n % 10_000 === 9_999) await pause(1);
        parseMutation(valid, random);
      }
      must((await ann.ask('GET', '/sync/v1/session')).status === 200, 'it does not serve any more');
      const kept = await readAll(ann, group);
      await pause(2_000);
      return {
        acknowledged: own.size,
        lost: [...own].filter((id) => !kept.includes(id)).length,
        duplicated: kept.length - new Set(kept).size,
        leaked: 0,
        more: {
          payloads: hostile.length + sent,
          'parsed alone': parsed,
          answers: [...answers].map(([status, count]) => `${count}×${status || 'cut'}`).join(' '),
          'MB more in memory': residentOf(endpoint.child.pid) - base,
        },
      };
    }),
};

const pushOf = (op: string): string => `{"epoch":null,"ops":[${op}]}`;

function corpus(group: string): Hostile[] {
  const op = (change: string): string =>
    JSON.stringify(putOp(group, freshId(), fields())).replace('"text":"a note"', change);
  const written = (name: string, body: string): Hostile => ({ name, body: Buffer.from(body) });
  const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + close.repeat(depth);
  return [
    written('10 MB note', pushOf(op(`"text":"${'x'.repeat(10_000_000)}"`))),
    written('100,000 tags', pushOf(op('"text":"x"').replace('"tags":[]', `"tags":[${'"t",'.repeat(99_999)}"t"]`))),
    written('10,000 deep', pushOf(op(`"text":"x","more":${nested(10_000, '[', ']')}`))),
    written('500,000 deep', nested(500_000, '[', ']')),
    written('100,000 deep objects', pushOf(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)),
    written('200,000 operations', `{"epoch":null,"ops":[${'0,'.repeat(200_000)}0]}`),
    written('a million keys', `{${Array.from({ length: 100_000 }, (_, n) => `"k${n}":0`).join()}}`),
    ...['1e999', '-1e999', '9007199254740993', '1e-999', '9'.repeat(10_000), '-0'].map((number) =>
      written(
        `the number ${number.slice(0, 12)}`,
        pushOf(op('"text":"x"').replace('"baseRev":0', `"baseRev":${number}`)),
      ),
    ),
    written('NUL', pushOf(op('"text":"a\\u0000b"'))),
    written('lone surrogates', pushOf(op('"text":"\\ud800 \\udfff","\\udc00":"\\ud800"'))),
    { name: 'invalid UTF-8', body: Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]) },
    { name: 'overlong UTF-8', body: Buffer.from([0x22, 0xc0, 0xaf, 0x22]) },
    { name: 'UTF-16', body: Buffer.from(pushOf(''), 'utf16le') },
    ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then'].map((key) =>
      written(`the key ${key}`, pushOf(op(`"text":"x","${key}":{"${key}":{"polluted":true}}`))),
    ),
    written('prototype keys around it', `{"__proto__":{"ops":[]},"constructor":{"prototype":{"epoch":1}}}`),
    { name: 'gzip bomb', body: gzipSync(Buffer.alloc(50_000_000)), headers: { 'content-encoding': 'gzip' } },
    { name: 'deflate', body: Buffer.from('789c030000000001', 'hex'), headers: { 'content-encoding': 'deflate' } },
    {
      name: 'another charset',
      body: Buffer.from(pushOf('')),
      headers: { 'content-type': 'application/json; charset=utf-7' },
    },
    written('duplicate keys', '{"epoch":null,"epoch":1,"ops":[],"ops":{}}'),
    written('HTML', '<script>alert(1)</script>'),
    written('a regular expression’s nightmare', pushOf(op(`"text":"x","at":"${'2'.repeat(100_000)}!"`))),
  ];
}

/** One to eight bytes of it changed, doubled, cut out or replaced by what parsers dislike. */
function mutated(valid: Buffer, random: () => number): Buffer {
  const nasty = ['{', '[', '"', '\\u0000', '\\ud800', '1e999', 'null', '"__proto__":', '\u{1F4A9}', '\0'];
  const at = (): number => Math.floor(random() * valid.length);
  let body = valid;
  for (let n = 0; n <= random() * 8; n++) {
    const [from, to] = [at(), at()].toSorted((a, b) => a - b);
    const die = random();
    if (die < 0.3)
      body = Buffer.concat([
        body.subarray(0, from),
        Buffer.from([Math.floor(random() * 256)]),
        body.subarray((from ?? 0) + 1),
      ]);
    else if (die < 0.6)
      body = Buffer.concat([
        body.subarray(0, from),
        Buffer.from(nasty[Math.floor(random() * nasty.length)] ?? ''),
        body.subarray(from),
      ]);
    else if (die < 0.8) body = Buffer.concat([body.subarray(0, from), body.subarray(to)]);
    else body = Buffer.concat([body.subarray(0, to), body.subarray(from)]);
  }
  return body;
}

/** Whatever is JSON must be judged, not thrown. */
function parseMutation(valid: Buffer, random: () => number): void {
  let value: unknown;
  try {
    value = JSON.parse(mutated(valid, random).toString());
  } catch {
    return;
  }
  const ops: unknown = typeof value === 'object' && value !== null && 'ops' in value ? value.ops : value;
  for (const one of Array.isArray(ops) ? ops : [ops]) parseOp(one);
}
