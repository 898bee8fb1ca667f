/** A note out of the text that the storage keeps of it. */
import * as v from 'valibot';
import { annotationRow, type AnnotationRow } from '../../core/record.ts';

/** @param body of a living note; throws for anything else */
export function noteRow(body: string): AnnotationRow {
  return v.parse(annotationRow, JSON.parse(body));
}
