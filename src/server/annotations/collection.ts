/** A group as a container of annotations and its pages (protocol §4, model §5), as JSON-LD. */
import { noteRow } from '../sync/note-row.ts';
import { groupRow } from '../../core/record.ts';
import type { Id } from '../../core/id.ts';
import type { Properties } from '../../core/w3c/model.ts';
import { CONTEXT } from '../../core/w3c/write-annotation.ts';
import * as v from 'valibot';
import { HttpError } from '../http/http-error.ts';
import type { Collection } from '../storage/collections.ts';
import type { Reading } from '../storage/storage.ts';
import { describeRows } from './describe.ts';
import { containerIri } from './iris.ts';
import type { Preference } from './negotiate.ts';

/** Annotations of one page: as many as fit into an answer when each is as long as a note may be. */
export const PAGE_SIZE = 40;

/** Whose group it is read by, and where. */
export type Asked = { reading: Reading; base: string; group: Id; reader: Id };

/** The container; its `id` says whether its pages hold IRIs. Throws `not_found`. */
export async function container(asked: Asked, { first, iris }: Preference): Promise<Properties> {
  const collection = await collectionOf(asked);
  const { reading, group } = asked;
  const { fields } = v.parse(groupRow, JSON.parse((await reading.record(group, group))?.body ?? 'null'));
  const { id, total, modified } = describe(asked, collection, iris);
  const pages = Math.ceil(total / PAGE_SIZE);
  return {
    '@context': [CONTEXT, 'http://www.w3.org/ns/ldp.jsonld'],
    id,
    type: ['BasicContainer', 'AnnotationCollection'],
    label: fields.name.toWellFormed(),
    total,
    modified,
    ...(pages > 0 && {
      first: first ? await describePage(asked, collection, { number: 0, iris }) : pageIri(id, 0),
      last: pageIri(id, pages - 1),
    }),
  };
}

/** Throws `not_found`, also for a page that is not there. */
export async function containerPage(asked: Asked, page: { number: number; iris: boolean }): Promise<Properties> {
  return { '@context': CONTEXT, ...(await describePage(asked, await collectionOf(asked), page)) };
}

async function describePage(
  asked: Asked,
  collection: Collection,
  { number, iris }: { number: number; iris: boolean },
): Promise<Properties> {
  const { reading, base, group, reader } = asked;
  const { id, total, modified } = describe(asked, collection, iris);
  const from = number * PAGE_SIZE;
  const bodies = await reading.collectionPage({ group, reader, from, limit: PAGE_SIZE });
  if (bodies.length === 0) throw new HttpError('not_found');
  const items = await describeRows(
    reading,
    base,
    group,
    bodies.map((body) => noteRow(body)),
  );
  return {
    id: pageIri(id, number),
    type: 'AnnotationPage',
    partOf: { id, type: 'AnnotationCollection', total, modified },
    startIndex: from,
    ...(number > 0 && { prev: pageIri(id, number - 1) }),
    ...(from + PAGE_SIZE < total && { next: pageIri(id, number + 1) }),
    items: items.map(({ iri, annotation }) => (iris ? iri : withoutContext(annotation))),
  };
}

async function collectionOf({ reading, group, reader }: Asked): Promise<Collection> {
  const collection = await reading.collection(group, reader);
  if (!collection) throw new HttpError('not_found');
  return collection;
}

function describe({ base, group }: Asked, { total, changedAt }: Collection, iris: boolean) {
  return {
    id: `${containerIri(base, group)}?iris=${iris ? 1 : 0}`,
    total,
    modified: new Date(changedAt).toISOString(),
  };
}

function pageIri(collection: string, number: number): string {
  return `${collection}&page=${number}`;
}

/** The page's own holds for what is in it. */
function withoutContext({ '@context': context, ...others }: Properties): Properties {
  return context === CONTEXT ? others : { '@context': context, ...others };
}
