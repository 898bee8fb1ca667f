/**
 * An import in parts, each of which is one message to the background and there one transaction. The records of a part travel as JSON,
 * which is what a message between contexts becomes anyway: so they are written down once, beside the page, and the page hands on a text.
 */
import type { Id } from '../../core/id.ts';
import { imageIdsIn, type ImageId } from '../../core/image.ts';
import type { ImportedRecord } from '../../core/import/imported-record.ts';
import { MOST_IMPORTED } from '../../protocol/from-pages.ts';

/** `records`: of `importedRecord`, as a JSON array. `ids` and `former` are theirs, in order; `images`: what their words show. */
export type Part = { records: string; ids: Id[]; former: (Id | null)[]; images: ImageId[] };

/** Characters of one message, whatever is in it. */
const MOST_CHARACTERS = 3_000_000;

/** @param records what is answered before what answers it */
export function* partsOf(records: Iterable<ImportedRecord>, most = MOST_IMPORTED): Generator<Part, void> {
  let texts: string[] = [];
  let part = empty();
  let size = 0;
  for (const record of records) {
    const text = JSON.stringify(record);
    if (texts.length > 0 && (texts.length >= most || size + text.length > MOST_CHARACTERS)) {
      yield { ...part, records: `[${texts.join()}]` };
      [texts, part, size] = [[], empty(), 0];
    }
    texts.push(text);
    size += text.length;
    part.ids.push(record.id);
    part.former.push(record.former);
    part.images.push(...imageIdsIn(record.fields.text));
  }
  if (texts.length > 0) yield { ...part, records: `[${texts.join()}]` };
}

function empty(): Omit<Part, 'records'> {
  return { ids: [], former: [], images: [] };
}
