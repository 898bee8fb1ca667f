/**
 * Notes of a group as W3C Web Annotations under IRIs of this endpoint: what is served, and what entity tags are made of. By the
 * reading of the storage port or of a transaction.
 */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { urnOf } from '../../core/export/iri.ts';
import { withoutPassage } from '../../core/hiding.ts';
import type { Id } from '../../core/id.ts';
import { groupRow, type AnnotationRow } from '../../core/record.ts';
import { describedIn, givenBack } from '../../core/w3c/kept.ts';
import type { Properties } from '../../core/w3c/model.ts';
import { wholeAnnotation } from '../../core/w3c/whole-annotation.ts';
import { audience, person } from '../../core/w3c/write-annotation.ts';
import { memberRows } from '../groups/member-rows.ts';
import type { Reading } from '../storage/storage.ts';
import { annotationIri } from './iris.ts';

export type Describing = Pick<Reading, 'record' | 'membership' | 'annotationNames'>;

/** `iri` is its `id`. */
export type Description = { iri: string; annotation: Properties };

/** In the order of the rows, which are of this group. @param base the endpoint's address */
export async function describeRows(
  reading: Describing,
  base: string,
  group: Id,
  rows: readonly AnnotationRow[],
): Promise<Description[]> {
  const named = rows.flatMap(({ id, fields }) => [id, fields.parent ?? id, fields.copyOf ?? id]);
  const names = await reading.annotationNames(group, [...new Set(named)]);
  const iriOf = (note: Id): string => annotationIri(base, group, names.get(note) ?? note);
  const people = await memberRows(
    reading,
    group,
    rows.map(({ author }) => author),
  );
  const { fields } = v.parse(groupRow, JSON.parse((await reading.record(group, group))?.body ?? 'null'));
  const audienceOf = audience({ id: group, name: fields.name });
  return rows.map((row) => {
    const creator = person({ id: row.author, name: people.get(row.author)?.fields.name ?? '' });
    return { iri: iriOf(row.id), annotation: describeRow(row, { iriOf, creator, audience: audienceOf }) };
  });
}

type Around = { iriOf: (note: Id) => string; creator: Properties; audience: Properties };

function describeRow({ id, rev, created, updated, fields }: AnnotationRow, around: Around): Properties {
  const said = fields.hidden === true ? withoutPassage(fields) : fields;
  const note = describedIn(said);
  return wholeAnnotation(note, givenBack(note, said.w3c), {
    id: around.iriOf(id),
    nameOf: around.iriOf,
    created,
    modified: rev > 1 ? updated : null,
    creator: around.creator,
    audience: around.audience,
    canonical: urnOf(id),
  });
}

/** A strong entity tag (RFC 9110 §8.8.3) of what is served. */
export function tagOf(text: string): string {
  return `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
}
