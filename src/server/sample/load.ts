/**
 * Brings the sample class into a running endpoint as any class comes there: six people make
 * accounts, one makes a group, invites the others and gives them their roles, all write. Only the public interface is
 * used, so what the sample shows is what the endpoint really does.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { identifyDocument } from '../../core/document.ts';
import { id, newId } from '../../core/id.ts';
import type { Id } from '../../core/id.ts';
import type { AnnotationFields } from '../../core/record.ts';
import { PATHS, invitation, joined, pushAnswer, session, sessionInfo } from '../../protocol/sync.ts';
import { readReading } from './reading.ts';
import { readClass } from './sample-class.ts';
import type { SampleClass, SampleNote } from './sample-class.ts';
import { selectorsFor } from './selectors.ts';

const DAY_MS = 24 * 3600 * 1000;

const member = v.object({ key: v.string(), session });
const loaded = v.object({ invitationUrl: v.string(), code: v.string(), group: id, members: v.array(member) });
/** The endpoint's address is part of it: the notes name the readings by that address. */
const state = v.object({ endpointUrl: v.string(), loaded });
/** The group, how to join it, and a session of each of its members, its owner first. */
export type LoadedClass = v.InferOutput<typeof loaded>;
type Member = v.InferOutput<typeof member>;

export type LoadOptions = {
  /** Remembers what was loaded into which endpoint; it holds sessions, so it lies beside the database. */
  stateFile: string;
  fetch?: typeof globalThis.fetch;
  now?: number;
};

/** Loads the class, or answers what an earlier call has loaded. The endpoint serves the readings (SAMPLE=1). */
export async function loadSampleClass(endpointUrl: string, options: LoadOptions): Promise<LoadedClass> {
  const { stateFile, fetch = globalThis.fetch, now = Date.now() } = options;
  const client = new Client(endpointUrl, fetch);
  const known = await readState(stateFile, client);
  if (known) return known;
  const result = await load(client, readClass(), now);
  writeFileSync(stateFile, JSON.stringify({ endpointUrl, loaded: result }), { mode: 0o600 });
  return result;
}

async function load(client: Client, sample: SampleClass, now: number): Promise<LoadedClass> {
  const members: Member[] = [];
  for (const { key, name } of sample.members) {
    members.push({ key, session: await client.ask(session, 'POST', PATHS.guest, { name }) });
  }
  const [owner, ...others] = members;
  if (!owner) throw new Error('the sample class has nobody to own it');

  const oldest = Math.max(...sample.notes.map((note) => note.daysAgo));
  const group = newId(now, randomBytes);
  await client.push(owner, now - (oldest + 1) * DAY_MS, group, group, {
    kind: 'group',
    fields: { ...sample.group, personal: false },
  });
  const invited = await client.ask(invitation, 'POST', PATHS.invitation.replace(':id', group), {}, owner);
  for (const other of others) {
    const { name, id: member } = other.session.user;
    const { role } = await client.ask(joined, 'POST', PATHS.join, { code: invited.code, name }, other);
    const given = sample.members.find((one) => one.key === other.key)?.role;
    if (given === undefined || given === role) continue;
    await client.send('PUT', PATHS.member.replace(':id', group).replace(':member', member), { role: given }, owner);
  }

  const ids = new Map<string, Id>();
  for (const note of sample.notes) {
    const author = members.find((one) => one.key === note.by);
    if (!author) throw new Error(`${note.key} is by nobody in the class`);
    const at = now - note.daysAgo * DAY_MS;
    const noteId = newId(Math.round(at), randomBytes);
    await client.push(author, at, group, noteId, { kind: 'annotation', fields: fieldsOf(note, client.url, ids) });
    ids.set(note.key, noteId);
  }
  return { invitationUrl: invited.url, code: invited.code, group, members };
}

function fieldsOf(note: SampleNote, endpointUrl: string, ids: ReadonlyMap<string, Id>): AnnotationFields {
  const reading = readReading(note.reading);
  const identity = identifyDocument({ url: `${endpointUrl}/readings/${note.reading}`, title: reading.title });
  if (!identity) throw new Error(`${endpointUrl} is no address a reading can have`);
  const parent = note.kind === 'reply' ? ids.get(note.replyTo) : null;
  if (parent === undefined) throw new Error(`${note.key} answers a note that is not before it`);
  const selectors = 'quote' in note ? selectorsFor(reading.text, note.quote, note.occurrence) : [];
  return { kind: note.kind, text: note.text, tags: note.tags, parent, target: { ...identity, selectors } };
}

/** What was loaded before, if this endpoint still knows it. */
async function readState(stateFile: string, client: Client): Promise<LoadedClass | null> {
  try {
    const before = v.parse(state, JSON.parse(readFileSync(stateFile, 'utf8')));
    if (before.endpointUrl !== client.url) return null;
    const info = await client.ask(sessionInfo, 'GET', PATHS.session, undefined, before.loaded.members[0]);
    return info.groups.some((one) => one.id === before.loaded.group) ? before.loaded : null;
  } catch {
    // No file, or one of another database: the class is loaded anew.
    return null;
  }
}

/** The public interface of an endpoint, as far as the sample needs it. */
class Client {
  readonly url: string;
  readonly #fetch: typeof globalThis.fetch;

  constructor(url: string, fetch: typeof globalThis.fetch) {
    this.url = url;
    this.#fetch = fetch;
  }

  async ask<S extends v.GenericSchema>(
    answer: S,
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    as?: Member,
  ): Promise<v.InferOutput<S>> {
    return v.parse(answer, JSON.parse(await this.send(method, path, body, as)));
  }

  /** The text of an answer that says yes. */
  async send(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown, as?: Member): Promise<string> {
    const response = await this.#fetch(`${this.url}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...(as && { Authorization: `Bearer ${as.session.token}` }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text.slice(0, 300)}`);
    return text;
  }

  async push(as: Member, at: number, group: Id, record: Id, put: { kind: string; fields: unknown }): Promise<void> {
    const opId = newId(Date.now(), randomBytes);
    const op = { opId, id: record, group, baseRev: 0, at: new Date(at).toISOString(), act: 'put', ...put };
    const { results } = await this.ask(pushAnswer, 'POST', PATHS.push, { epoch: null, ops: [op] }, as);
    if (results[0]?.status !== 'applied') throw new Error(`a note was not taken: ${JSON.stringify(results)}`);
  }
}
