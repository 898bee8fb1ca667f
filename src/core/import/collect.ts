/** Gathers what an importer finds, and holds each note against the record's own schema: nothing else is handed on. */
import * as v from 'valibot';
import { excerpt } from '../excerpt.ts';
import { origin } from '../origin.ts';
import { isNestedTooDeeply } from '../nesting.ts';
import { annotationFields } from '../record.ts';
import { MAX_NOTES, type ForeignNote, type Parsed, type Place, type Rejected, type Why } from './imported.ts';

const WHAT_LENGTH = 80;

export type Collector = Parsed & {
  take(note: ForeignNote): void;
  reject(at: Place, why: Why, what: unknown, detail?: string): void;
};

export function collector(): Collector {
  const notes: ForeignNote[] = [];
  const rejected: Rejected[] = [];
  const names = new Set<string>();
  const reject: Collector['reject'] = (at, why, what, detail) => {
    rejected.push({ at, why, what: shortly(what), ...(detail !== undefined && { detail }) });
  };
  return {
    notes,
    rejected,
    reject,
    take(note) {
      const what = note.fields.text || quoteIn(note) || note.fields.target.title;
      // Ids are made of the letters that are whole (for-group.ts): two notes with one id would stand in the store for ever.
      const name = note.name.toWellFormed();
      if (names.has(name)) return reject(note.at, 'twice', what);
      if (notes.length >= MAX_NOTES) return reject(note.at, 'too-many', what);
      const parsed = v.safeParse(annotationFields, note.fields);
      const from = v.safeParse(origin, note.origin);
      const issue = parsed.issues?.[0] ?? from.issues?.[0];
      if (!parsed.success || !from.success) {
        return reject(note.at, issue?.type === 'max_length' ? 'too-long' : 'unreadable', what, pathOf(issue));
      }
      names.add(name);
      notes.push({ ...note, fields: parsed.output, origin: from.output });
    },
  };
}

function quoteIn({ fields }: ForeignNote): string {
  return fields.target.selectors.find((one) => one.type === 'TextQuoteSelector')?.exact ?? '';
}

function pathOf(issue: v.BaseIssue<unknown> | undefined): string | undefined {
  return issue && `${v.getDotPath(issue) ?? ''}: ${issue.message}`.slice(0, 200);
}

/** Some words of whatever it is. */
function shortly(what: unknown): string {
  const text = typeof what === 'string' ? what : isNestedTooDeeply(what) ? '' : (JSON.stringify(what) ?? '');
  return excerpt(text.slice(0, 1000).toWellFormed(), WHAT_LENGTH);
}
