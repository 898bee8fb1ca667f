/** The group that an address names. */
import * as v from 'valibot';
import { id } from '../../core/id.ts';
import type { Id } from '../../core/id.ts';
import { HttpError } from './http-error.ts';

/** What is no id at all is answered like a group that does not exist. */
export function groupId(text: string): Id {
  const parsed = v.safeParse(id, text);
  if (!parsed.success) throw new HttpError('not_found');
  return parsed.output;
}
