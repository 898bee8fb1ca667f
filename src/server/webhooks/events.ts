/** What a webhook is told of a stretch of a group's history: its notes, as the annotations they are by then. */
import { noteRow } from '../sync/note-row.ts';
import * as v from 'valibot';
import { urnOf } from '../../core/export/iri.ts';
import { groupRow } from '../../core/record.ts';
import type { Id } from '../../core/id.ts';
import type { Properties } from '../../core/w3c/model.ts';
import { describeRows } from '../annotations/describe.ts';
import { annotationIri, containerIri } from '../annotations/iris.ts';
import type { HistoryRecord } from '../storage/parts.ts';
import type { Reading } from '../storage/storage.ts';

export type Event = { type: 'created' | 'updated' | 'deleted'; annotation: Properties };

/** A note that was written and changed since is told once, as it is. What is private is in no note. */
export async function eventsOf(
  reading: Reading,
  base: string,
  group: Id,
  history: readonly HistoryRecord[],
): Promise<Event[]> {
  const notes = history.filter(({ kind }) => kind === 'annotation');
  const rows = notes.filter(({ deleted }) => !deleted).map(({ body }) => noteRow(body));
  const described = await describeRows(reading, base, group, rows);
  const byId = new Map(rows.map((row, at) => [row.id, { row, described: described[at] }]));
  return notes.flatMap(({ id }): Event[] => {
    const found = byId.get(id);
    if (!found) return [{ type: 'deleted', annotation: { id: annotationIri(base, group, id), canonical: urnOf(id) } }];
    return found.described
      ? [{ type: found.row.rev === 1 ? 'created' : 'updated', annotation: found.described.annotation }]
      : [];
  });
}

export async function groupNamed(reading: Reading, base: string, group: Id): Promise<{ id: string; name: string }> {
  const { fields } = v.parse(groupRow, JSON.parse((await reading.record(group, group))?.body ?? 'null'));
  return { id: containerIri(base, group), name: fields.name };
}
