/** What a tool wants to hear of, as it tells the socket (h streamer filters): parsed, and held against a note. Pure. */
import * as v from 'valibot';
import { documentKey, presentKeys } from '../../core/document.ts';
import type { Target } from '../../core/record.ts';
import type { Presented } from './present.ts';

const text = v.pipe(v.string(), v.maxLength(4096));
const clause = v.looseObject({
  field: v.string(),
  value: v.union([
    v.pipe(
      text,
      v.transform((one) => [one]),
    ),
    v.pipe(v.array(text), v.maxLength(500)),
  ]),
});
const action = v.picklist(['create', 'update', 'delete']);
export type Action = v.InferOutput<typeof action>;

export const filter = v.looseObject({
  match_policy: v.optional(v.string(), 'include_any'),
  clauses: v.optional(v.pipe(v.array(clause), v.maxLength(100)), []),
  actions: v.optional(v.record(v.string(), v.boolean()), {}),
});
export type Filter = v.InferOutput<typeof filter>;

/** Whether something of this kind is wanted at all. */
export function wants({ actions }: Filter, kind: Action): boolean {
  return actions[kind] !== false;
}

/** Whether a note is one of those. */
export function matches({ match_policy: policy, clauses }: Filter, note: Presented, target: Target): boolean {
  const isMet = ({ field, value }: v.InferOutput<typeof clause>): boolean => {
    switch (field) {
      case '/uri':
        return value.some((uri) => isOf(uri, target));
      case '/group':
      case '/id':
        return value.some((one) => note[field.slice(1)] === one);
      case '/references':
        return value.some((one) => [note['references']].flat().includes(one));
      default:
        return false;
    }
  };
  if (clauses.length === 0) return true;
  return policy.endsWith('_all') ? clauses.every(isMet) : clauses.some(isMet);
}

/** By any of the document's names, as everywhere. */
function isOf(uri: string, { source, keys }: Target): boolean {
  const key = documentKey(uri) ?? uri.toLowerCase();
  return uri === source || presentKeys(keys).includes(key);
}
