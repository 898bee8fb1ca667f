/** Notes out of what Hypothesis exports, and out of the rows that its API answers, which are the same. */
import * as v from 'valibot';
import { cleanTags, fromHypothesis, sentAnnotation } from '../hypothesis/annotation.ts';
import type { Origin } from '../origin.ts';
import { collector, type Collector } from './collect.ts';
import type { Parsed, Place, TellRead } from './imported.ts';
import { instantFrom, tagsFrom } from './place.ts';

const around = v.looseObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  user: v.optional(v.string()),
  group: v.optional(v.string()),
  created: v.optional(v.unknown()),
  updated: v.optional(v.unknown()),
  user_info: v.fallback(v.optional(v.object({ display_name: v.nullable(v.string()) })), undefined),
});

/** @param document of an export, or the rows by themselves */
export function readHypothesis(document: unknown, tell?: TellRead): Parsed {
  const found = collector();
  const rows = v.safeParse(v.looseObject({ annotations: v.array(v.unknown()) }), document);
  const list = rows.success ? rows.output.annotations : Array.isArray(document) ? document : [document];
  for (const [index, row] of list.entries()) {
    takeRow(row, { item: index + 1 }, found);
    tell?.(index + 1, list.length);
  }
  return { notes: found.notes, rejected: found.rejected };
}

function takeRow(row: unknown, at: Place, found: Collector): void {
  const [facts, sent] = [v.safeParse(around, row), v.safeParse(sentAnnotation, row)];
  if (!facts.success) return found.reject(at, 'unreadable', row, facts.issues[0].message);
  if (!sent.success) {
    const [issue] = sent.issues;
    const path = v.getDotPath(issue) ?? '';
    return found.reject(
      at,
      path === 'uri' ? 'no-page' : issue.type === 'max_length' ? 'too-long' : 'unreadable',
      row,
      path,
    );
  }
  const { id, user = '', group, user_info } = facts.output;
  const answers = sent.output.references.at(-1);
  // A reply has no passage of its own; which note it answers is found by name.
  const fields = fromHypothesis(
    { ...sent.output, tags: cleanTags(tagsFrom(sent.output.tags)) },
    answers === undefined ? null : id.padEnd(22, '_').slice(0, 22),
  );
  const [created, updated] = [instantFrom(facts.output.created), instantFrom(facts.output.updated)];
  const name = user_info?.display_name ?? user.replace(/^acct:([^@]*)@.*$/, '$1');
  const origin: Origin = {
    from: 'hypothesis',
    id: iriOf(id),
    author: { ...(user !== '' && { id: user.slice(0, 2048) }), ...(name !== '' && { name: name.slice(0, 200) }) },
    ...(group !== undefined && { group: { id: group.slice(0, 2048), name: '' } }),
    ...(created !== undefined && { created }),
    ...(updated !== undefined && updated !== created && { modified: updated }),
    ...(answers !== undefined && { answers: iriOf(answers) }),
  };
  found.take({
    at,
    name: iriOf(id),
    fields: { ...fields, parent: null },
    ...(answers !== undefined && { answers: iriOf(answers) }),
    origin,
  });
}

/** A name that is the same by file and by API. */
function iriOf(id: string): string {
  return `https://hypothes.is/a/${encodeURIComponent(id.toWellFormed())}`;
}
