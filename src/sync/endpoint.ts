/**
 * The endpoint over HTTP: every answer is parsed, and whatever can go wrong is a value. It sends
 * no page address except inside the operations of a push, and names no page (by a digest) except of a
 * group whose reader has agreed to it.
 */
import * as v from 'valibot';
import type { ImageId, ImageType } from '../core/image.ts';
import type { Role } from '../core/record.ts';
import { mayHavePasskeys } from '../core/passkey-address.ts';
import {
  accountFate,
  deviceCode,
  madeToken,
  sessionList,
  signInWays,
  tokenList,
  type AccountFate,
  type DeviceCode,
  type SignInWays,
} from '../protocol/account.ts';
import {
  passkeyChallenge,
  passkeyList,
  passkeyOptions,
  type NewPasskey,
  type PasskeyAssertion,
  type PasskeyChallenge,
  type PasskeyOptions,
} from '../protocol/passkey.ts';
import { errorBody, type ErrorCode } from '../protocol/errors.ts';
import { feedState, newFeed } from '../protocol/feed.ts';
import { moderationLog, type ModerationLog } from '../protocol/moderation.ts';
import { reportAnswer, reportList, type ReportList } from '../protocol/safety.ts';
import {
  documents,
  groupSize,
  part,
  type Documents,
  type GroupSize,
  type Part,
  type PartRequest,
} from '../protocol/parts.ts';
import {
  PATHS,
  changes,
  invitation,
  joined,
  pushAnswer,
  session,
  sessionInfo,
  type Changes,
  type PushAnswer,
  type Session,
  type SessionInfo,
} from '../protocol/sync.ts';
import {
  madeWebhook,
  webhookList,
  webhookTested,
  type MadeWebhook,
  type WebhookList,
  type WebhookTested,
} from '../protocol/webhooks.ts';
import { SPOKEN, spokenText, type Spoken } from '../protocol/versions.ts';

/**
 * `unreachable`: no answer, a broken one, or a server error. `not-endpoint`: something else answers there.
 * `passkey-elsewhere`: it asks for a passkey of another name than its own.
 */
export type FailureCode = ErrorCode | 'unreachable' | 'not-endpoint' | 'passkey-elsewhere';
export type Failure = { ok: false; code: FailureCode; /** Milliseconds. */ retryAfter: number | null };
export type Result<T> = { ok: true; value: T } | Failure;

export type EndpointPorts = {
  fetch: typeof fetch;
  /** Milliseconds after which an answer is not waited for any more. */
  timeout?: number;
  /** Versions of the protocol; what this code speaks, if nothing is said. */
  speaks?: Spoken;
  /** Ends all requests. */
  signal?: AbortSignal;
};

export type Endpoint = {
  health(): Promise<Result<null>>;
  guest(name: string): Promise<Result<Session>>;
  /** With a guest's token it upgrades that guest. */
  signUp(account: { name: string; email: string; password: string }): Promise<Result<Session>>;
  signIn(account: { email: string; password: string }): Promise<Result<Session>>;
  signOut(): Promise<Result<null>>;
  sessions(): Promise<Result<v.InferOutput<typeof sessionList>>>;
  endSession(id: string): Promise<Result<null>>;
  endOtherSessions(): Promise<Result<null>>;
  /** A code for one more device. */
  deviceCode(): Promise<Result<DeviceCode>>;
  signInByCode(code: string): Promise<Result<Session>>;
  /** An endpoint older than this question has no other ways. */
  signInWays(): Promise<Result<SignInWays>>;
  accountFate(): Promise<Result<AccountFate>>;
  deleteAccount(password?: string): Promise<Result<null>>;
  passkeyOptions(): Promise<Result<PasskeyOptions>>;
  addPasskey(answer: NewPasskey): Promise<Result<null>>;
  passkeys(): Promise<Result<v.InferOutput<typeof passkeyList>>>;
  removePasskey(id: string): Promise<Result<null>>;
  passkeyChallenge(): Promise<Result<PasskeyChallenge>>;
  signInByPasskey(answer: PasskeyAssertion): Promise<Result<Session>>;
  tokens(): Promise<Result<v.InferOutput<typeof tokenList>>>;
  /** The token's text is in no other answer. */
  makeToken(name: string): Promise<Result<v.InferOutput<typeof madeToken>>>;
  endToken(id: string): Promise<Result<null>>;
  session(): Promise<Result<SessionInfo>>;
  /** @param request operations as JSON: each is written once, to know how long it is and to be sent */
  push(request: { epoch: string | null; ops: readonly string[] }): Promise<Result<PushAnswer>>;
  /** @param floor up to where purged tombstones are accounted for */
  changes(group: string, after: number, floor?: number): Promise<Result<Changes>>;
  /** Of groups that may be too large to hold (protocol/parts.ts). */
  size(group: string): Promise<Result<GroupSize>>;
  documents(group: string, after?: string): Promise<Result<Documents>>;
  part(group: string, request: PartRequest): Promise<Result<Part>>;
  join(request: { code: string; name: string }): Promise<Result<v.InferOutput<typeof joined>>>;
  invite(group: string): Promise<Result<v.InferOutput<typeof invitation>>>;
  endInvitation(group: string): Promise<Result<null>>;
  feed(group: string): Promise<Result<v.InferOutput<typeof feedState>>>;
  makeFeed(group: string): Promise<Result<v.InferOutput<typeof newFeed>>>;
  endFeed(group: string): Promise<Result<null>>;
  webhooks(group: string): Promise<Result<WebhookList>>;
  addWebhook(group: string, url: string): Promise<Result<MadeWebhook>>;
  testWebhook(group: string, webhook: string): Promise<Result<WebhookTested>>;
  enableWebhook(group: string, webhook: string): Promise<Result<null>>;
  removeWebhook(group: string, webhook: string): Promise<Result<null>>;
  moderation(group: string, before?: number): Promise<Result<ModerationLog>>;
  leave(group: string): Promise<Result<null>>;
  setRole(group: string, member: string, role: Role): Promise<Result<null>>;
  /** @param block whether invitations stay closed to them */
  removeMember(group: string, member: string, block: boolean): Promise<Result<null>>;
  unblock(group: string, member: string): Promise<Result<null>>;
  /** Of notes that harm (protocol/safety.ts). */
  report(group: string, note: string, reason: string): Promise<Result<v.InferOutput<typeof reportAnswer>>>;
  dismissReports(group: string, note: string): Promise<Result<null>>;
  reports(group: string): Promise<Result<ReportList>>;
  hide(group: string, note: string, reason: string): Promise<Result<null>>;
  show(group: string, note: string): Promise<Result<null>>;
  /** Pictures of notes (core/image.ts). */
  sendImage(image: { group: string; id: ImageId; type: ImageType; bytes: Uint8Array }): Promise<Result<null>>;
  image(group: string, id: ImageId): Promise<Result<Uint8Array<ArrayBuffer>>>;
};

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

const TIMEOUT = 30_000;
const UNREACHABLE: Failure = { ok: false, code: 'unreachable', retryAfter: null };
const nothing = v.pipe(
  v.unknown(),
  v.transform(() => null),
);

/** @param url origin of the endpoint; @param token of the session, if there is one */
export function endpointAt(ports: EndpointPorts, url: string, token: string | null): Endpoint {
  const { fetch, timeout = TIMEOUT, signal, speaks = SPOKEN } = ports;
  /** @param read takes the body of the answer, which may break off */
  async function exchange<T>(
    { method, path, type, body }: { method: Method; path: string; type?: string; body?: BodyInit },
    read: (response: Response) => Promise<T>,
  ): Promise<{ response: Response; content: T } | null> {
    try {
      const response = await fetch(new URL(path, url), {
        method,
        headers: {
          ...(type !== undefined && { 'Content-Type': type }),
          ...(token !== null && { Authorization: `Bearer ${token}` }),
        },
        ...(body !== undefined && { body }),
        cache: 'no-store',
        credentials: 'omit',
        // A token is for the address it was given to.
        redirect: 'error',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]),
      });
      return { response, content: await read(response) };
    } catch {
      return null;
    }
  }

  async function ask<T>(
    method: Method,
    path: string,
    schema: v.GenericSchema<unknown, T>,
    body?: object | string,
  ): Promise<Result<T>> {
    const sent = body !== undefined && { type: 'application/json', body: bodyOf(body) };
    const came = await exchange({ method, path, ...sent }, (response) => response.text());
    if (!came) return UNREACHABLE;
    const json = jsonOf(came.content);
    if (!came.response.ok) return failureOf(came.response, json);
    const parsed = v.safeParse(schema, json);
    return parsed.success ? { ok: true, value: parsed.output } : { ok: false, code: 'not-endpoint', retryAfter: null };
  }

  /** Browsers let our pages sign for any name: with an answer for another's, this endpoint could sign in there. */
  const forItsName = async <T extends { rpId: string }>(ask: () => Promise<Result<T>>): Promise<Result<T>> => {
    if (!mayHavePasskeys(url)) return { ok: false, code: 'no_passkeys', retryAfter: null };
    const answer = await ask();
    if (!answer.ok || answer.value.rpId === new URL(url).hostname) return answer;
    return { ok: false, code: 'passkey-elsewhere', retryAfter: null };
  };

  const inGroup = (path: string, group: string): string => path.replace(':id', encodeURIComponent(group));
  const ofMember = (path: string, group: string, member: string): string =>
    inGroup(path, group).replace(':member', encodeURIComponent(member));
  const ofWebhook = (path: string, group: string, webhook: string): string =>
    inGroup(path, group).replace(':webhook', encodeURIComponent(webhook));
  const ofNote = (path: string, group: string, note: string): string =>
    inGroup(path, group).replace(':note', encodeURIComponent(note));
  const ofImage = (group: string, id: ImageId): string =>
    inGroup(PATHS.image, group).replace(':image', encodeURIComponent(id));
  return {
    health: () => ask('GET', PATHS.health, nothing),
    guest: (name) => ask('POST', PATHS.guest, session, { name }),
    signUp: (account) => ask('POST', PATHS.signUp, session, account),
    signIn: (account) => ask('POST', PATHS.signIn, session, account),
    signOut: () => ask('POST', PATHS.signOut, nothing),
    sessions: () => ask('GET', PATHS.sessions, sessionList),
    endSession: (id) => ask('DELETE', PATHS.oneSession.replace(':session', encodeURIComponent(id)), nothing),
    endOtherSessions: () => ask('DELETE', PATHS.sessions, nothing),
    deviceCode: () => ask('POST', PATHS.deviceCode, deviceCode, {}),
    signInByCode: (code) => ask('POST', PATHS.deviceSignIn, session, { code }),
    signInWays: () => ask('GET', PATHS.signInWays, signInWays),
    accountFate: () => ask('GET', PATHS.account, accountFate),
    deleteAccount: (password) => ask('DELETE', PATHS.account, nothing, password === undefined ? {} : { password }),
    passkeyOptions: () => forItsName(() => ask('POST', PATHS.passkeyOptions, passkeyOptions, {})),
    addPasskey: (answer) => ask('POST', PATHS.passkeys, nothing, answer),
    passkeys: () => ask('GET', PATHS.passkeys, passkeyList),
    removePasskey: (id) => ask('DELETE', PATHS.onePasskey.replace(':passkey', encodeURIComponent(id)), nothing),
    passkeyChallenge: () => forItsName(() => ask('POST', PATHS.passkeySignInOptions, passkeyChallenge, {})),
    tokens: () => ask('GET', PATHS.tokens, tokenList),
    makeToken: (name) => ask('POST', PATHS.tokens, madeToken, { name }),
    endToken: (id) => ask('DELETE', PATHS.oneToken.replace(':token', encodeURIComponent(id)), nothing),
    signInByPasskey: (answer) => ask('POST', PATHS.passkeySignIn, session, answer),
    session: () => ask('GET', `${PATHS.session}?speaks=${spokenText(speaks)}`, sessionInfo),
    push: ({ epoch, ops }) =>
      ask('POST', PATHS.push, pushAnswer, `{"epoch":${JSON.stringify(epoch)},"brief":true,"ops":[${ops.join(',')}]}`),
    changes: (group, after, floor = 0) =>
      ask('GET', `${inGroup(PATHS.changes, group)}?after=${after}&floor=${floor}`, changes),
    size: (group) => ask('GET', inGroup(PATHS.size, group), groupSize),
    documents: (group, after) =>
      ask('GET', `${inGroup(PATHS.documents, group)}${after === undefined ? '' : `?after=${after}`}`, documents),
    part: (group, request) => ask('POST', inGroup(PATHS.part, group), part, request),
    join: (request) => ask('POST', PATHS.join, joined, request),
    invite: (group) => ask('POST', inGroup(PATHS.invitation, group), invitation, {}),
    endInvitation: (group) => ask('DELETE', inGroup(PATHS.invitation, group), nothing),
    feed: (group) => ask('GET', inGroup(PATHS.ownFeed, group), feedState),
    makeFeed: (group) => ask('POST', inGroup(PATHS.ownFeed, group), newFeed, {}),
    endFeed: (group) => ask('DELETE', inGroup(PATHS.ownFeed, group), nothing),
    webhooks: (group) => ask('GET', inGroup(PATHS.webhooks, group), webhookList),
    addWebhook: (group, to) => ask('POST', inGroup(PATHS.webhooks, group), madeWebhook, { url: to }),
    testWebhook: (group, webhook) => ask('POST', ofWebhook(PATHS.webhookTest, group, webhook), webhookTested, {}),
    enableWebhook: (group, webhook) => ask('PUT', ofWebhook(PATHS.oneWebhook, group, webhook), nothing, {}),
    removeWebhook: (group, webhook) => ask('DELETE', ofWebhook(PATHS.oneWebhook, group, webhook), nothing),
    moderation: (group, before) =>
      ask(
        'GET',
        `${inGroup(PATHS.moderation, group)}${before === undefined ? '' : `?before=${before}`}`,
        moderationLog,
      ),
    leave: (group) => ask('DELETE', inGroup(PATHS.membership, group), nothing),
    setRole: (group, member, role) => ask('PUT', ofMember(PATHS.member, group, member), nothing, { role }),
    removeMember: (group, member, block) =>
      ask('DELETE', `${ofMember(PATHS.member, group, member)}${block ? '' : '?block=no'}`, nothing),
    unblock: (group, member) => ask('DELETE', ofMember(PATHS.block, group, member), nothing),
    report: (group, note, reason) => ask('PUT', ofNote(PATHS.report, group, note), reportAnswer, { reason }),
    dismissReports: (group, note) => ask('DELETE', ofNote(PATHS.report, group, note), nothing),
    reports: (group) => ask('GET', inGroup(PATHS.reports, group), reportList),
    hide: (group, note, reason) => ask('PUT', ofNote(PATHS.hidden, group, note), nothing, { reason }),
    sendImage: async ({ group, id, type, bytes }) => {
      const body = new Blob([Uint8Array.from(bytes)]);
      const came = await exchange({ method: 'PUT', path: ofImage(group, id), type, body }, (answer) => answer.text());
      if (!came) return UNREACHABLE;
      // Whatever else says yes is somebody in between, and the picture would be taken for sent.
      if (came.response.status === 204) return { ok: true, value: null };
      return failureOf(came.response, jsonOf(came.content));
    },
    image: async (group, id) => {
      const came = await exchange({ method: 'GET', path: ofImage(group, id) }, (answer) => answer.arrayBuffer());
      if (!came) return UNREACHABLE;
      const isImage = came.response.headers.get('Content-Type')?.startsWith('image/') ?? false;
      if (came.response.ok && isImage) return { ok: true, value: new Uint8Array(came.content) };
      return failureOf(came.response, jsonOf(new TextDecoder().decode(came.content)));
    },
    show: (group, note) => ask('DELETE', ofNote(PATHS.hidden, group, note), nothing),
  };
}

/**
 * Chromium hands a long text over to the network in small pieces, from one process to the next; a blob goes as it is. For
 * 1 MB that is 15 ms of CPU instead of 85 (ADR 0035). Below the size of a piece it makes no difference.
 */
const PIECE = 64_000;

/** @param body what is JSON already, or is to become it */
function bodyOf(body: object | string): string | Blob {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return text.length > PIECE ? new Blob([text]) : text;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failureOf(response: Response, json: unknown): Failure {
  const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
  const retryAfter = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
  const parsed = v.safeParse(errorBody, json);
  if (parsed.success) return { ok: false, code: parsed.output.error.code, retryAfter };
  return { ok: false, code: response.status >= 500 ? 'unreachable' : 'not-endpoint', retryAfter };
}

/** The origin that an address of an endpoint stands for, or null if it is none. */
export function endpointOrigin(text: string): string | null {
  try {
    const { protocol, origin } = new URL(text);
    return protocol === 'http:' || protocol === 'https:' ? origin : null;
  } catch {
    return null;
  }
}
