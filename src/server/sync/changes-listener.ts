/**
 * Pulls answered by Node's own server, before Hono is asked: a page of notes takes half as long so, and reading is most
 * of what an endpoint does. The same checks in the same order as for every route, by the same functions (ADR 0031). What
 * is not plainly a pull goes on to Hono, which has the route as well: another method, an address written otherwise.
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Id } from '../../core/id.ts';
import { LIMITS, PATHS, type ChangesQuery } from '../../protocol/sync.ts';
import { clientAddress } from '../http/address.ts';
import { answerHeaders, originHeaders } from '../http/answer-headers.ts';
import { signedIn, tokenIn } from '../http/authenticate.ts';
import type { Deps } from '../http/endpoint-env.ts';
import { answerOf } from '../http/http-error.ts';
import { refusalOf } from '../http/hygiene.ts';
import { noteWhenClosed } from '../http/observe.ts';
import type { Answerer } from '../http/under-way.ts';
import { readChanges } from './changes.ts';
import type { Changes } from './changes.ts';

/** `/sync/v1/groups/ID/changes?after=1&floor=2&limit=50` as clients write it: what it takes is what the schema takes. */
const PULL = new RegExp(
  `^${PATHS.changes.replace(':id', '([\\w-]{22})')}\\?after=(\\d{1,15})(?:&floor=(\\d{1,15}))?(?:&limit=([1-9]\\d{0,3}))?$`,
);
const AUTHORIZATION = 'authorization';
const PLAIN_HOST = /^[a-z0-9._-]+(?::(?:\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}))?$/;

/** @param others what answers all that is no pull */
export function pullsFirst(deps: Deps, others: Answerer): Answerer {
  return async (request, response) => {
    const pull = isPlain(request) ? PULL.exec(request.url ?? '') : null;
    if (!pull) return others(request, response);
    const [, group = '', after, floor, limit = LIMITS.rows] = pull;
    const query = { after: Number(after), floor: floor === undefined ? floor : Number(floor), limit: Number(limit) };
    const requestId = randomUUID();
    try {
      await pulled(deps, request, response, requestId, group, query);
    } catch (error) {
      deps.report(error, requestId);
      response.destroy();
    }
  };
}

async function pulled(
  deps: Deps,
  { headers, socket }: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  group: Id,
  query: ChangesQuery,
): Promise<void> {
  let reader: Id | null = null;
  noteWhenClosed(deps, response, () => ({ requestId, method: 'GET', route: PATHS.changes, account: reader }));
  const always = [...answerHeaders(requestId, deps.publicUrl()), ...originHeaders(headers.origin, false), ...JSON_TYPE];
  let changes: Changes;
  try {
    const address = (): string =>
      clientAddress(socket.remoteAddress ?? 'unknown', headers['x-forwarded-for']?.toString(), deps.isProxy);
    const { account } = await signedIn(deps, tokenIn(headers.authorization), address);
    reader = account.id;
    changes = await readChanges(deps.storage, account, group, query);
  } catch (error) {
    const { status, body, headers: more } = answerOf(refusalOf(error, deps.report, requestId));
    const text = JSON.stringify(body);
    always.push(...Object.entries(more).flat(), 'Content-Length', String(Buffer.byteLength(text)));
    response.writeHead(status, always);
    response.end(text);
    return;
  }
  const { head, rows, bytes, tail } = changes;
  // Head and tail are of our making, and ASCII.
  always.push('Content-Length', String(head.length + bytes + tail.length));
  response.writeHead(200, always);
  response.write(head, 'latin1');
  // What has no more bytes than characters is ASCII too, and is written without being encoded.
  response.write(rows, bytes === rows.length ? 'latin1' : 'utf8');
  response.end(tail, 'latin1');
}

const JSON_TYPE = ['Content-Type', 'application/json'];

/** Nothing in it that Hono and Node read differently, and no body that would have to be done with. */
function isPlain({ method, headers, rawHeaders }: IncomingMessage): boolean {
  if (method !== 'GET' || !PLAIN_HOST.test(headers.host ?? '')) return false;
  if (headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined) return false;
  let tokens = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === AUTHORIZATION.length && name.toLowerCase() === AUTHORIZATION) tokens++;
  }
  return tokens <= 1;
}
