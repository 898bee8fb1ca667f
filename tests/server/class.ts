/**
 * A small class against a real endpoint: a database of its own (database.ts), a real port, and
 * learners who speak the public protocol. Every answer is parsed by the protocol's own schemas.
 */
import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { newId } from '../../src/core/id.ts';
import type { Id } from '../../src/core/id.ts';
import type { AnnotationFields, Role, Row } from '../../src/core/record.ts';
import { errorBody } from '../../src/protocol/errors.ts';
import type { ErrorCode } from '../../src/protocol/errors.ts';
import { changes, invitation, joined, pushAnswer, session } from '../../src/protocol/sync.ts';
import type { Changes, OpResult, Session } from '../../src/protocol/sync.ts';
import type { Config } from '../../src/server/config.ts';
import { startEndpoint } from '../../src/server/endpoint.ts';
import type { Endpoint } from '../../src/server/endpoint.ts';
import { RULES, createLimits, type Limits } from '../../src/server/http/limits.ts';
import { freshDatabase } from './database.ts';
import type { TestDatabase } from './database.ts';
import { idOf } from './png.ts';

export type TestEndpoint = Endpoint & { database: TestDatabase; dispose(): Promise<void> };

/** An endpoint on a free port with an empty database; unexpected errors are collected by the caller. */
export async function openEndpoint(
  overrides: Parameters<typeof startEndpoint>[1] = {},
  settings: Partial<Config> = {},
): Promise<TestEndpoint> {
  const database = await freshDatabase();
  const secret = 's'.repeat(32);
  const common = { port: 0, host: '127.0.0.1', publicUrl: null, proxies: [], sample: false };
  const config = { ...common, database: database.config, secret, ...settings };
  // A test that asks for a part of a group waits for it, however busy the machine is.
  const endpoint = await startEndpoint(config, { indexPatience: 60_000, ...overrides });
  return {
    ...endpoint,
    database,
    dispose: async () => {
      await endpoint.stop();
      await database.remove();
    },
  };
}

/** As many may sign up and join as a test needs; the rest is limited as it is. */
export function roomyLimits(): Limits {
  const many = { burst: 1e6, perSecond: 1 };
  return createLimits(Date.now, { ...RULES, accounts: many, codesByAddress: many, strangers: many });
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'commonplace-'));
}

export const freshId = (): Id => newId(Date.now(), randomBytes);

export const fields = (change: Partial<AnnotationFields> = {}): AnnotationFields => ({
  kind: 'comment',
  text: 'a note',
  tags: [],
  target: {
    source: 'https://example.org/reading',
    keys: ['//example.org/reading'],
    title: 'A reading',
    selectors: [{ type: 'TextQuoteSelector', exact: 'the passage' }],
  },
  parent: null,
  ...change,
});

export type Answer = { status: number; text: string; headers: Headers };

export class Learner {
  readonly url: string;
  session: Session;

  constructor(url: string, opened: Session) {
    this.url = url;
    this.session = opened;
  }

  static async guest(url: string, name: string): Promise<Learner> {
    const answer = await request(url, 'POST', '/account/v1/guest', { name });
    if (answer.status !== 200) throw new Error(`no guest: ${answer.status} ${answer.text}`);
    return new Learner(url, v.parse(session, JSON.parse(answer.text)));
  }

  get id(): Id {
    return this.session.user.id;
  }

  ask(method: string, path: string, body?: unknown): Promise<Answer> {
    return request(this.url, method, path, body, this.session.token);
  }

  async push(...ops: unknown[]): Promise<OpResult[]> {
    const answer = await this.ask('POST', '/sync/v1/push', { epoch: null, ops });
    if (answer.status !== 200) throw new Error(`push: ${answer.status} ${answer.text}`);
    return v.parse(pushAnswer, JSON.parse(answer.text)).results;
  }

  async pushOne(op: unknown): Promise<OpResult> {
    const [result] = await this.push(op);
    if (!result) throw new Error('push: no result');
    return result;
  }

  /** Makes a group; answers its id. */
  async makeGroup(name = 'Class', personal = false): Promise<Id> {
    const group = freshId();
    const result = await this.pushOne(groupOp(group, { name, description: '', personal }));
    if (result.status !== 'applied') throw new Error(`group: ${JSON.stringify(result)}`);
    return group;
  }

  async invite(group: Id): Promise<string> {
    const answer = await this.ask('POST', `/sync/v1/groups/${group}/invitation`, {});
    return v.parse(invitation, JSON.parse(answer.text)).code;
  }

  async join(code: string): Promise<Id> {
    const answer = await this.ask('POST', '/sync/v1/join', { code, name: this.session.user.name });
    return v.parse(joined, JSON.parse(answer.text)).group;
  }

  setRole(group: Id, member: Id, role: Role): Promise<Answer> {
    return this.ask('PUT', `/sync/v1/groups/${group}/members/${member}`, { role });
  }

  remove(group: Id, member: Id): Promise<Answer> {
    return this.ask('DELETE', `/sync/v1/groups/${group}/members/${member}`);
  }

  report(group: Id, note: Id, reason = 'it harms'): Promise<Answer> {
    return this.ask('PUT', `/sync/v1/groups/${group}/notes/${note}/report`, { reason });
  }

  hide(group: Id, note: Id, reason = 'it harms'): Promise<Answer> {
    return this.ask('PUT', `/sync/v1/groups/${group}/notes/${note}/hidden`, { reason });
  }

  showAgain(group: Id, note: Id): Promise<Answer> {
    return this.ask('DELETE', `/sync/v1/groups/${group}/notes/${note}/hidden`);
  }

  leave(group: Id): Promise<Answer> {
    return this.ask('DELETE', `/sync/v1/groups/${group}/membership`);
  }

  async pull(group: Id, after = 0, limit = 500): Promise<Changes> {
    const answer = await this.ask('GET', `/sync/v1/groups/${group}/changes?after=${after}&limit=${limit}`);
    if (answer.status !== 200) throw new Error(`pull: ${answer.status} ${answer.text}`);
    return v.parse(changes, JSON.parse(answer.text));
  }

  async rows(group: Id): Promise<Row[]> {
    return (await this.pull(group)).rows;
  }

  /** Writes a note and answers its id. */
  async write(group: Id, text = 'a note'): Promise<Id> {
    const id = freshId();
    const result = await this.pushOne(putOp(group, id, fields({ text })));
    if (result.status !== 'applied') throw new Error(`write: ${JSON.stringify(result)}`);
    return id;
  }

  /** Sends a picture under the name that is its own. */
  async sendImage(
    group: Id,
    bytes: Uint8Array<ArrayBuffer>,
    { id = idOf(bytes), type = 'image/png' }: { id?: string; type?: string } = {},
  ): Promise<Answer> {
    const headers = { 'content-type': type, authorization: `Bearer ${this.session.token}` };
    const path = `/sync/v1/groups/${group}/images/${id}`;
    const response = await fetch(`${this.url}${path}`, { method: 'PUT', headers, body: bytes });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  async image(group: Id, id: string): Promise<Answer & { bytes: Uint8Array }> {
    const headers = { authorization: `Bearer ${this.session.token}` };
    const response = await fetch(`${this.url}/sync/v1/groups/${group}/images/${id}`, { headers });
    const bytes = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, text: new TextDecoder().decode(bytes), headers: response.headers, bytes };
  }

  /** Reacts to a note and answers the reaction's id. */
  async react(group: Id, target: Id, type: string): Promise<Id> {
    const id = freshId();
    const result = await this.pushOne(reactOp(group, target, type, id));
    if (result.status !== 'applied') throw new Error(`react: ${JSON.stringify(result)}`);
    return id;
  }
}

const envelope = (group: Id, id: Id, baseRev: number) => ({
  opId: freshId(),
  id,
  group,
  baseRev,
  at: new Date().toISOString(),
});

export const putOp = (group: Id, id: Id, change: Partial<AnnotationFields>, baseRev = 0) => ({
  ...envelope(group, id, baseRev),
  kind: 'annotation',
  act: 'put',
  fields: change,
});

export const deleteOp = (group: Id, id: Id, baseRev = 1) => ({
  ...envelope(group, id, baseRev),
  kind: 'annotation',
  act: 'delete',
});

export const restoreOp = (group: Id, id: Id, all: AnnotationFields, baseRev = 2) => ({
  ...envelope(group, id, baseRev),
  kind: 'annotation',
  act: 'restore',
  fields: all,
});

export const reactOp = (group: Id, target: Id, type: string, id: Id = freshId()) => ({
  ...envelope(group, id, 0),
  kind: 'reaction',
  act: 'put',
  fields: { target, type },
});

export const takeBackOp = (group: Id, id: Id) => ({ ...envelope(group, id, 1), kind: 'reaction', act: 'delete' });

export const groupOp = (group: Id, change: Record<string, unknown>, baseRev = 0) => ({
  ...envelope(group, group, baseRev),
  kind: 'group',
  act: 'put',
  fields: change,
});

export async function request(
  url: string,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** The code of an error answer. */
export function codeOf(answer: Answer): ErrorCode {
  return v.parse(errorBody, JSON.parse(answer.text)).error.code;
}
