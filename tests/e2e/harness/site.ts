/** A web site of test pages on loopback: the HTML and headers of each path are given by the test. */
import { createServer } from 'node:http';
import { once } from 'node:events';

export type SitePage = { body: string; headers?: Record<string, string> };
export type Site = { readonly url: string; readonly requests: string[]; close(): Promise<void> };

export async function serveSite(pages: Record<string, SitePage>): Promise<Site> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const page = pages[new URL(request.url ?? '/', 'http://site').pathname];
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', ...page?.headers });
    response.end(page?.body ?? 'not here');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no address');
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
