/**
 * The socket of the API of Hypothesis: a peer of the hub like every device's, which puts what it hears into that API's words.
 * It tells of a note after looking whether its user may read it by then, and of its own client's doing nothing.
 */
import * as v from 'valibot';
import type { WebSocket } from 'ws';
import type { Id } from '../../core/id.ts';
import { row } from '../../core/record.ts';
import { liveEvent, type LiveEvent } from '../../protocol/sync.ts';
import type { Bearer } from '../accounts/personal-tokens.ts';
import type { Deps } from '../http/endpoint-env.ts';
import { HttpError } from '../http/http-error.ts';
import type { Peer } from '../live/hub.ts';
import type { Message } from '../live/message.ts';
import { filter, matches, wants, type Action, type Filter } from './filter.ts';
import type { HeardNotes } from './heard-notes.ts';
import { authorityOf, userName } from './names.ts';
import { presentOne } from './present.ts';
import { profileOf } from './profile.ts';
import { asReader, type Reader } from './reader.ts';

/** Largest message: a filter with the addresses of a document. */
export const MAX_TOOL_MESSAGE_BYTES = 64_000;
/** Milliseconds between looks whether the other end and its token are still there. */
const LOOK_MS = 30_000;
const PAGE = { limit: 500, maxBytes: 1_000_000, onlyShared: true } as const;

const CLOSE_BAD = 4400;
const CLOSE_REFUSED = 4401;

const request = v.union([
  v.object({ messageType: v.literal('client_id'), value: v.pipe(v.string(), v.maxLength(100)) }),
  v.object({ type: v.picklist(['whoami', 'ping']), id: v.union([v.number(), v.string()]) }),
  v.object({ filter }),
]);

type Change = { id: Id; seq: number; action: Action };

export class ToolSocket implements Peer {
  readonly token: string;
  readonly #ws: WebSocket;
  readonly #deps: Deps;
  readonly #bearer: Bearer;
  readonly #heardNotes: HeardNotes;
  /** In which groups its user is as what, until the hub tells that it changed. */
  #reader: Reader | null = null;
  /** How far each group's history was told here. */
  readonly #cursors = new Map<Id, number>();
  #client: string | null = null;
  #filter: Filter | null = null;
  /** One thing after another, and how long what waits is. */
  #queue: Promise<void> = Promise.resolve();
  #waiting = 0;
  #isAlive = true;

  /** @param heard shared by all sockets of the endpoint */
  constructor(ws: WebSocket, deps: Deps, bearer: Bearer, heard: HeardNotes) {
    this.token = bearer.session;
    [this.#ws, this.#deps, this.#bearer, this.#heardNotes] = [ws, deps, bearer, heard];
  }

  /** @param isValid asks whether the token is one still */
  listen(isValid: () => Promise<boolean>): void {
    const { hub, report } = this.#deps;
    const { id } = this.#bearer.account;
    const look = async (): Promise<void> => {
      if (!this.#isAlive) return this.drop();
      if (!(await isValid())) return this.end();
      this.#isAlive = false;
      this.#ws.ping();
    };
    const timer = setInterval(() => void look().catch(report), LOOK_MS);
    this.#ws.on('pong', () => (this.#isAlive = true));
    this.#ws.on('message', (data) => this.#heard(data.toString()));
    // What breaks the rules of WebSockets is closed by `ws` itself.
    this.#ws.on('error', () => {});
    this.#ws.on('close', () => {
      clearInterval(timer);
      hub.forget(id, this);
    });
    hub.welcome(id, this);
  }

  send({ text }: Message): void {
    this.#waiting += text.length;
    this.#queue = this.#queue
      .then(() => this.#tell(v.parse(liveEvent, JSON.parse(text))))
      .catch((error: unknown) => {
        // A group that is being indexed for the first time: who asks for its notes is told so.
        if (!(error instanceof HttpError)) this.#deps.report(error);
      })
      .finally(() => (this.#waiting -= text.length));
  }

  pending(): number {
    return this.#ws.bufferedAmount + this.#waiting;
  }

  drop(): void {
    this.#ws.terminate();
  }

  end(): void {
    this.#ws.close(CLOSE_REFUSED, 'unauthorised');
  }

  #heard(text: string): void {
    this.#isAlive = true;
    const asked = v.safeParse(request, parsed(text));
    if (!asked.success) return this.#ws.close(CLOSE_BAD, 'bad_request');
    const { output } = asked;
    if ('value' in output) this.#client = output.value;
    else if ('type' in output) this.#answer(output.type, output.id);
    else this.#filter = output.filter;
  }

  #answer(asked: 'whoami' | 'ping', id: number | string): void {
    const common = { ok: true, reply_to: id };
    const userid = userName(this.#bearer.account.id, authorityOf(this.#deps.publicUrl()));
    this.#say(asked === 'ping' ? { ...common, type: 'pong' } : { ...common, type: 'whoyouare', userid });
  }

  async #tell(event: LiveEvent): Promise<void> {
    switch (event.type) {
      case 'welcome':
        for (const { group, head } of event.heads) this.#cursors.set(group, head);
        return;
      case 'groups':
        this.#reader = null;
        return this.#tellGroups();
      case 'hint':
        return this.#catchUp(event.group, event.head);
      case 'rows': {
        if (this.#cursors.get(event.group) !== event.after) return this.#catchUp(event.group, event.cursor);
        this.#cursors.set(event.group, event.cursor);
        return this.#tellChanges(event.group, event.rows.flatMap(changeIn));
      }
      case 'pong':
      case 'error':
    }
  }

  async #catchUp(group: Id, head: number): Promise<void> {
    const reader = this.#bearer.account.id;
    let after = this.#cursors.get(group) ?? head - 1;
    for (let more = after < head; more;) {
      const page = await this.#deps.storage.page({ group, reader, after, ...PAGE });
      if (!page) return;
      const rows = v.parse(v.array(v.unknown()), JSON.parse(`[${page.rows}]`));
      ({ cursor: after, more } = page);
      this.#cursors.set(group, after);
      await this.#tellChanges(
        group,
        rows.flatMap((one) => {
          const read = v.safeParse(row, one);
          return read.success ? changeIn(read.output) : [];
        }),
      );
    }
  }

  async #tellChanges(group: Id, changes: readonly Change[]): Promise<void> {
    const { echoes } = this.#deps;
    for (const { id, seq, action } of changes) {
      const wanted = this.#filter;
      if (!wanted || !wants(wanted, action) || echoes.isOwn(this.#client, group, seq)) continue;
      if (action === 'delete') this.#notify(action, { id });
      else await this.#tellNote({ group, id, seq }, action, wanted);
    }
  }

  async #tellNote(
    { group, id, seq }: { group: Id; id: Id; seq: number },
    action: Action,
    wanted: Filter,
  ): Promise<void> {
    const found = await this.#heardNotes.note(group, id, seq);
    const { account } = this.#bearer;
    if (!found?.members.has(account.id)) return;
    if (!this.#reader?.places.has(group)) this.#reader = await asReader(this.#deps, account);
    const note = await presentOne(this.#deps, this.#reader, found);
    if (matches(wanted, note, found.row.fields.target)) this.#notify(action, note);
  }

  async #tellGroups(): Promise<void> {
    const reader = await asReader(this.#deps, this.#bearer.account);
    for (const { group, head } of reader.places.values()) {
      if (!this.#cursors.has(group)) this.#cursors.set(group, head);
    }
    this.#say({ type: 'session-change', action: 'group-join', model: await profileOf(this.#deps, reader) });
  }

  #notify(action: Action, note: object): void {
    this.#say({ type: 'annotation-notification', options: { action }, payload: [note] });
  }

  #say(message: object): void {
    this.#ws.send(JSON.stringify(message));
  }
}

function changeIn(one: v.InferOutput<typeof row>): Change[] {
  if (one.kind !== 'annotation') return [];
  const { id, seq, rev, deleted } = one;
  return [{ id, seq, action: deleted ? 'delete' : rev === 1 ? 'create' : 'update' }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
