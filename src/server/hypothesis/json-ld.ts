/** One note as W3C JSON-LD, by the writer of exports; loaded when it is first asked for. */
import * as v from 'valibot';
import { toNote } from '../../core/note.ts';
import { groupRow, type AnnotationRow } from '../../core/record.ts';
import { memberRows } from '../groups/member-rows.ts';
import type { Deps } from '../http/endpoint-env.ts';
import type { Reader } from './reader.ts';

export async function asJsonLd(
  { storage }: Pick<Deps, 'storage'>,
  reader: Reader,
  row: AnnotationRow,
): Promise<string> {
  const { annotation } = await import('../../core/export/jsonld.ts');
  const record = await storage.record(row.group, row.group);
  const group = v.parse(groupRow, JSON.parse(record?.body ?? 'null'));
  const members = await memberRows(storage, row.group, [row.author, reader.account.id]);
  return JSON.stringify(annotation(toNote(row, { group, members }, reader.account.id, { state: 'sent' }, null)));
}
