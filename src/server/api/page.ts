/** The interface document as a page to read: operations by subject, then shapes, without a script or a foreign host. */
import { html, raw } from 'hono/html';
import { pagesWith } from '../pages/layout.ts';
import type { Page } from '../pages/layout.ts';
import type { ApiDocument } from './document.ts';
import { API_PATHS } from './paths.ts';
import { anchorOf, refName, schemaView } from './schema-view.ts';

const STYLE = `
body { max-width: 56rem; }
:root { --line: light-dark(#d4d9e0, #3a4150); --soft: light-dark(#f3f5f8, #1d222b); --quiet: light-dark(#566072, #9aa6b8); }
h2 { border-bottom: 1px solid var(--line); margin-top: 3rem; padding-bottom: .3rem; }
h3 { font-size: 1rem; margin: 0; }
code { border: 0; font-size: .9em; letter-spacing: 0; padding: 0; overflow-wrap: anywhere; }
nav ul { columns: 18rem; list-style: none; padding: 0; }
a { color: light-dark(#1b4fa8, #8ab4ff); }
details { border: 1px solid var(--line); border-radius: .5rem; margin: .75rem 0; }
summary { background: var(--soft); border-radius: .5rem; cursor: pointer; padding: .6rem 1rem; }
summary h3 { display: inline; font-weight: 500; }
summary p { margin: .2rem 0 0; }
details > div { padding: 0 1rem 1rem; }
.method { border: 1px solid var(--line); border-radius: .3rem; font: 700 .8rem/1 ui-monospace, monospace; padding: .25em .5em; text-transform: uppercase; }
.quiet { color: var(--quiet); font-size: .9rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border-top: 1px solid var(--line); padding: .35rem .75rem .35rem 0; text-align: start; vertical-align: top; }
th { font-weight: 500; white-space: nowrap; }
ul.fields { border-inline-start: 2px solid var(--line); list-style: none; margin: .3rem 0; padding-inline-start: 1rem; }
@media (forced-colors: active) { details, .method { border-color: CanvasText; } }
`;

const { headers, page } = pagesWith(STYLE);

type OperationObject = ApiDocument['paths'][string][string];

/** The page with the headers it must be served with. */
export function apiPage({ info, paths, components, servers }: ApiDocument): { html: Page; headers: typeof headers } {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const byTag = Map.groupBy(operations, ({ operation }) => operation.tags[0] ?? '');
  const names = Object.keys(components.schemas);
  return {
    headers,
    html: page(
      info.title,
      html`<h1>${info.title}</h1>
        <p>${code(info.description)}</p>
        <p class="quiet">
          At <code>${servers[0]?.url}</code> · protocol ${info.version} ·
          <a href="${API_PATHS.document}">the same as OpenAPI 3.1</a>
        </p>
        <main>
          ${[...byTag].map(
            ([tag, found]) =>
              html`<h2>${tag}</h2>
                ${found.map(({ path, method, operation }) => operationView(path, method, operation))}`,
          )}
          <h2>Shapes</h2>
          <nav aria-label="Shapes">
            <ul>
              ${names.map((name) => html`<li><a href="#${anchorOf(name)}">${name}</a></li>`)}
            </ul>
          </nav>
          ${Object.entries(components.schemas).map(
            ([name, schema]) =>
              html`<section id="${anchorOf(name)}">
                <details open>
                  <summary><h3>${name}</h3></summary>
                  <div>${schemaView(schema)}</div>
                </details>
              </section>`,
          )}
        </main>`,
    ),
  };
}

function operationView(path: string, method: string, operation: OperationObject): Page {
  const { summary, description, security, parameters = [], requestBody, responses } = operation;
  const [media, sent] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const body = sent?.schema && refName(sent.schema);
  return html`<details>
    <summary>
      <h3><span class="method">${method}</span> <code>${path}</code></h3>
      <p>${summary}</p>
    </summary>
    <div>
      ${description === undefined ? '' : html`<p>${code(description)}</p>`}
      <table>
        ${security ? row('Needs', security.length > 1 ? 'a session’s token, or none' : 'a session’s token') : ''}
        ${parameters.map((one) => row(`${one.in}: ${one.name}`, 'description' in one ? code(String(one.description)) : 'needed'))}
        ${media === undefined ? '' : row('Body', body === undefined ? code(media) : html`<a href="#${anchorOf(body)}">${body}</a>`)}
        ${Object.entries(responses).map(([status, response]) => row(status, responseView(response)))}
      </table>
    </div>
  </details>`;
}

function responseView(response: OperationObject['responses'][string]): Page {
  const content: Record<string, unknown> = 'content' in response && response.content ? response.content : {};
  const name = refName(Object(content['application/json'])['schema']);
  if (name === 'Error') return html`${code(response.description)}`;
  if (name !== undefined) return html`<a href="#${anchorOf(name)}">${name}</a>`;
  return html`${Object.keys(content)[0] ?? response.description}`;
}

function row(name: string, value: string | Page): Page {
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${value}</td>
  </tr>`;
}

/** What stands between backticks is code. */
function code(text: string): Page {
  const parts = text.split('`').map((part, at) => (at % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
  return parts.reduce<Page>((before, part) => html`${before}${part}`, raw(''));
}
