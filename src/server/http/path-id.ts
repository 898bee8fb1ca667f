/** The id of a group or a member that an address names. */
import * as v from 'valibot';
import { id } from '../../core/id.ts';
import type { Id } from '../../core/id.ts';
import { HttpError } from './http-error.ts';

/** What is no id at all is answered like an id that nothing has. */
export function pathId(text: string): Id {
  const parsed = v.safeParse(id, text);
  if (!parsed.success) throw new HttpError('not_found');
  return parsed.output;
}
