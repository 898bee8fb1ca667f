/**
 * The published Hypothesis client, as a page embeds it, and as much of the API as it asks for: annotations of one page,
 * in the public group, for somebody who is not signed in. Written from the published description of the API.
 */
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, extname, join, normalize } from 'node:path';
import type { Reading } from './reading.ts';

const CLIENT = dirname(createRequire(import.meta.url).resolve('hypothesis/package.json'));
const TYPES: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css' };
const GROUP = {
  id: '__world__',
  name: 'Public',
  public: true,
  type: 'open',
  scoped: false,
  organization: null,
  links: {},
};

/** The page with the client in it. */
export function withHypothesis(html: string, base: string): string {
  const config = { assetRoot: `${base}/client/`, sidebarAppUrl: `${base}/app.html`, showHighlights: 'always' };
  return `${html}${configured('js-hypothesis-config', config)}<script src="${base}/client/build/boot.js"></script>`;
}

/** Answers what the client asks; false for anything else. */
export async function serveHypothesis(
  request: IncomingMessage,
  response: ServerResponse,
  { base, page, reading }: { base: string; page: string; reading: Reading },
): Promise<boolean> {
  const { pathname, searchParams } = new URL(request.url ?? '/', base);
  const send = (type: string, body: string | Buffer): boolean => {
    response.writeHead(200, {
      'content-type': type,
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
      'access-control-allow-methods': '*',
    });
    response.end(body);
    return true;
  };
  const json = (value: unknown): boolean => send('application/json', JSON.stringify(value));
  if (request.method === 'OPTIONS') return send('text/plain', '');
  if (pathname.startsWith('/client/')) {
    const path = normalize(pathname.slice('/client/'.length));
    return send(TYPES[extname(path)] ?? 'application/octet-stream', await readFile(join(CLIENT, path)));
  }
  switch (pathname) {
    case '/app.html': {
      const config = {
        apiUrl: `${base}/api/`,
        authDomain: 'bench.test',
        oauthClientId: 'bench',
        rpcAllowedOrigins: [],
      };
      return send(
        'text/html; charset=utf-8',
        `<!doctype html><body><hypothesis-app></hypothesis-app>${configured('js-hypothesis-config', { ...config, assetRoot: `${base}/client/` })}<script src="${base}/client/build/boot.js"></script></body>`,
      );
    }
    case '/api/':
      return json({ links: routes(base) });
    case '/api/links':
      return json(links(base));
    case '/api/profile':
      return json({ userid: null, authority: 'bench.test', groups: [GROUP], features: {}, preferences: {} });
    case '/api/groups':
      return json([GROUP]);
    case '/api/profile/groups':
      return json([]);
    case '/api/search':
      return json(search(reading, page, searchParams));
    default:
      return false;
  }
}

function configured(name: string, config: object): string {
  return `<script type="application/json" class="${name}">${JSON.stringify(config)}</script>`;
}

/** Pages of the service, which nobody opens here; the client asks for each by name. */
function links(base: string): object {
  const names = [
    'account.settings',
    'forgot-password',
    'groups.new',
    'help',
    'oauth.authorize',
    'oauth.revoke',
    'signup',
  ];
  return {
    ...Object.fromEntries(names.map((name) => [name, `${base}/${name}`])),
    'search.tag': `${base}/search?q=tag::tag`,
    user: `${base}/u/:user`,
    websocket: `${base.replace('http', 'ws')}/ws`,
  };
}

function routes(base: string): object {
  const route = (method: string, path: string) => ({ method, url: `${base}/api/${path}`, desc: '' });
  const annotation = (method: string, path = '') => route(method, `annotations/:id${path}`);
  return {
    search: route('GET', 'search'),
    links: route('GET', 'links'),
    annotation: {
      create: route('POST', 'annotations'),
      read: annotation('GET'),
      update: annotation('PATCH'),
      delete: annotation('DELETE'),
      flag: annotation('PUT', '/flag'),
      hide: annotation('PUT', '/hide'),
      unhide: annotation('DELETE', '/hide'),
      moderate: annotation('PATCH', '/moderation'),
    },
    group: {
      create: route('POST', 'groups'),
      read: route('GET', 'groups/:id'),
      member: { delete: route('DELETE', 'groups/:pubid/members/:userid') },
      members: { read: route('GET', 'groups/:pubid/members') },
    },
    groups: { create: route('POST', 'groups'), read: route('GET', 'groups') },
    profile: {
      read: route('GET', 'profile'),
      update: route('PATCH', 'profile'),
      groups: { read: route('GET', 'profile/groups') },
    },
  };
}

/** Page by page, as the client asks: after the time of the last row it has, or from an offset. */
function search({ passages }: Reading, page: string, asked: URLSearchParams): object {
  const limit = Number(asked.get('limit') ?? 20);
  const after = asked.get('search_after');
  const isUp = asked.get('order') === 'asc';
  const all = passages.map((passage, at) => row(passage, at, page));
  if (!isUp) all.reverse();
  const from = after === null ? Number(asked.get('offset') ?? 0) : all.findIndex((one) => one.updated === after) + 1;
  const rows = all.slice(from, from + limit);
  return { total: passages.length, rows, replies: [] };
}

function row(passage: Reading['passages'][number], at: number, uri: string) {
  const time = new Date(Date.UTC(2026, 0, 1) + at * 60_000).toISOString().replace('Z', '000+00:00');
  const id = `bench${at}`;
  return {
    id,
    created: time,
    updated: time,
    user: `acct:reader${at % 20}@bench.test`,
    uri,
    text: noteText(at),
    tags: [],
    group: GROUP.id,
    permissions: { read: ['group:__world__'], admin: [], update: [], delete: [] },
    target: [{ source: uri, selector: [{ type: 'TextQuoteSelector', ...passage }] }],
    document: { title: ['A long reading'] },
    links: { html: `${uri}#${id}`, incontext: `${uri}#${id}` },
    hidden: false,
    flagged: false,
    mentions: [],
    actions: [],
    moderation_status: 'APPROVED',
    user_info: { display_name: `Reader ${at % 20}` },
  };
}

/** What a note says: two sentences, no two alike. */
export const noteText = (at: number): string =>
  `Remark ${at}: this is where the argument turns, and I am not sure that it holds. Compare what stands ${at % 17} pages on.`;
