/**
 * People and notes for benchmarks of the endpoint, made through its public API: guests, a group they join, notes of about
 * 1 KB as they travel. Requests name different addresses, as a proxy before the endpoint would: a thousand people do not
 * sign up from one.
 */
import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { AnnotationFields } from '../../src/core/record.ts';
import { newId } from '../../src/core/id.ts';
import { invitation, LIMITS, type Op, PATHS, pushAnswer, session, type Session } from '../../src/protocol/sync.ts';
import { seeded } from '../random.ts';
import { noteFields } from './note-fields.ts';

/** An operation that creates a note. */
export function createOp(group: string, fields: AnnotationFields): Op {
  const fresh = (): string => newId(Date.now(), randomBytes);
  const at = new Date().toISOString();
  return { opId: fresh(), id: fresh(), group, baseRev: 0, at, kind: 'annotation', act: 'put', fields };
}

let requests = 0;

/** Sends JSON, each time from another of 250 addresses behind a proxy, and parses the answer. */
export async function post<T>(
  url: string,
  path: string,
  schema: v.GenericSchema<unknown, T>,
  body: unknown,
  token = '',
): Promise<T> {
  const response = await fetch(new URL(path, url), {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-Forwarded-For': `198.51.100.${requests++ % 250}`,
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return v.parse(schema, await response.json());
}

/** Guests, a few at a time. */
export async function guests(url: string, count: number): Promise<Session[]> {
  const made: Session[] = [];
  while (made.length < count) {
    const some = Array.from({ length: Math.min(8, count - made.length) }, (_, at) => made.length + at);
    made.push(...(await Promise.all(some.map((n) => post(url, PATHS.guest, session, { name: `Reader ${n}` })))));
  }
  return made;
}

/** A group of these people: the first one makes it, the others join by its code. */
export async function classOf(url: string, people: readonly Session[]): Promise<string> {
  const [owner, ...others] = people;
  if (!owner) throw new Error('a class has an owner');
  const group = newId(Date.now(), randomBytes);
  const at = new Date().toISOString();
  const fields = { name: 'Class', description: '', personal: false };
  const opId = newId(Date.now(), randomBytes);
  const op: Op = { opId, id: group, group, baseRev: 0, at, kind: 'group', act: 'put', fields, ownerName: 'Owner' };
  await push(url, owner.token, [op]);
  const { code } = await post(url, PATHS.invitation.replace(':id', group), invitation, {}, owner.token);
  for (const { token, user } of others) await post(url, PATHS.join, v.unknown(), { code, name: user.name }, token);
  return group;
}

/** Pushes operations in as few requests as the protocol allows; throws unless every one is applied. */
export async function push(url: string, token: string, ops: readonly Op[]): Promise<void> {
  for (let from = 0; from < ops.length; from += LIMITS.ops) {
    const batch = ops.slice(from, from + LIMITS.ops);
    const { results } = await post(url, PATHS.push, pushAnswer, { epoch: null, ops: batch }, token);
    const applied = results.filter(({ status }) => status === 'applied').length;
    if (applied !== batch.length) throw new Error(`${applied} of ${batch.length} operations were applied`);
  }
}

/** As many operations that create notes, the same words in every run. */
export function notes(group: string, count: number): Op[] {
  const random = seeded('notes');
  return Array.from({ length: count }, () => createOp(group, noteFields(random)));
}
