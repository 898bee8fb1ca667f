/** A group and its people against the endpoint of web annotations, by whichever client speaks that protocol. */
import type { Id } from '../../../src/core/id.ts';
import { Learner } from '../class.ts';

export const CONTEXT = 'http://www.w3.org/ns/anno.jsonld';
export const JSON_LD = `application/ld+json; profile="${CONTEXT}"`;
export const LDP = 'http://www.w3.org/ns/ldp#';
export const OA = 'http://www.w3.org/ns/oa#';

export type Json = Record<string, any>; // eslint-disable-line typescript/no-explicit-any

export type Reply = { status: number; headers: Headers; text: string; json: Json };

/** One request as a client of the protocol makes it. */
export async function ask(
  learner: Pick<Learner, 'session'> | null,
  method: string,
  iri: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Reply> {
  const response = await fetch(iri, {
    method,
    redirect: 'manual',
    headers: {
      ...(learner && { authorization: `Bearer ${learner.session.token}` }),
      ...(body !== undefined && { 'content-type': JSON_LD }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: text.startsWith('{') ? JSON.parse(text) : {},
  };
}

export const containerOf = (url: string, group: Id): string => `${url}/anno/${group}/`;

export const quote = { type: 'TextQuoteSelector', exact: 'quoted words', prefix: 'before ', suffix: ' after' };

export const annotation = (more: Json = {}): Json => ({
  '@context': CONTEXT,
  type: 'Annotation',
  motivation: 'commenting',
  body: { type: 'TextualBody', value: 'a comment', format: 'text/plain' },
  target: { source: 'http://example.com/page.html', selector: quote },
  ...more,
});

export const prefer = (...names: string[]): { headers: Record<string, string> } => ({
  headers: { prefer: `return=representation;include="${names.join(' ')}"` },
});
