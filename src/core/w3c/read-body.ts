/** The bodies of a Web Annotation (model §3.2) as the words and the tags of a note. */
import { iriOf } from '../export/iri.ts';
import { hasType, iriIn, listOf, propertiesOf, Unreadable, type Properties } from './model.ts';
import { wordsOfHtml } from './html-words.ts';

export type Words = { text: string; tags: string[] };

/** What cannot be words stands in them by its address; of a choice the first is read (§3.2.7). */
export function readBody({ body, bodyValue }: Properties): Words {
  if (body !== undefined && bodyValue !== undefined) throw new Unreadable('body: not beside bodyValue.');
  if (bodyValue !== undefined) {
    if (typeof bodyValue !== 'string') throw new Unreadable('bodyValue: it must be one string.');
    return { text: bodyValue, tags: [] };
  }
  const words: string[] = [];
  const tags = new Set<string>();
  for (const one of listOf(body).flatMap(unpacked)) {
    const { text, isTag } = partOf(one);
    if (text.trim() === '') continue;
    if (!isTag) words.push(text);
    else tags.add(text.trim());
  }
  return { text: words.join('\n\n'), tags: [...tags] };
}

function unpacked(one: unknown): unknown[] {
  const properties = propertiesOf(one);
  if (!properties) return [one];
  const items = listOf(properties['items']);
  if (hasType(properties, 'Choice')) return items.slice(0, 1);
  return ['Composite', 'List', 'Independents'].some((type) => hasType(properties, type)) ? items : [one];
}

function partOf(one: unknown): { text: string; isTag: boolean } {
  const properties = propertiesOf(one) ?? {};
  const resource = propertiesOf(properties['source']) ?? properties;
  const isTag = [...listOf(properties['purpose']), ...listOf(resource['purpose'])].some(isTagging);
  const { value, format } = resource;
  if (typeof value === 'string') return { text: format === 'text/html' ? wordsOfHtml(value) : value, isTag };
  const iri = iriIn(properties['source'] ?? one);
  if (iri === null) throw new Unreadable('body: neither text with a value nor one address.');
  return { text: `<${iriOf(iri)}>`, isTag: false };
}

function isTagging(purpose: unknown): boolean {
  return purpose === 'tagging' || purpose === 'oa:tagging';
}
