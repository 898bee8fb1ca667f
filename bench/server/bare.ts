/**
 * The limit that the endpoint is measured against: bare `node:http` and `node:sqlite`, which serve pages of one table as
 * the endpoint does, without asking who reads. No framework, no account, no permission, no header but two.
 * DATABASE is the file; it prints where it listens.
 */
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(process.env['DATABASE'] ?? '', { readOnly: true });
const page = db.prepare('SELECT seq, body FROM records WHERE group_id = ? AND seq > ? ORDER BY seq LIMIT ?');
page.setReturnArrays(true);
const epoch = JSON.stringify(db.prepare('SELECT epoch FROM meta').get()?.['epoch']);

/** The endpoint's own path, so that both are asked the same. */
const PATH = /^\/sync\/v1\/groups\/([\w-]+)\/changes\?after=(\d+)&limit=(\d+)$/;

const server = createServer((request, response) => {
  const [, group = '', after = '0', limit = '50'] = PATH.exec(request.url ?? '') ?? [];
  const rows = page.all(group, Number(after), Number(limit) + 1) as unknown as [number, string][];
  const more = rows.length > Number(limit);
  if (more) rows.pop();
  const bodies = rows.map(([, body]) => body).join(',');
  const text = `{"epoch":${epoch},"rows":[${bodies}],"cursor":${rows.at(-1)?.[0] ?? after},"more":${more},"floor":0}`;
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(`listening on http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});
