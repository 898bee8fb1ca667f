/**
 * What happens when two devices changed one record. The endpoint's revision decides field by
 * field; two different texts are never merged or overwritten: the later arrival is told, and
 * its client keeps its words as a visible copy (design §5, fault F25).
 */
import * as v from 'valibot';
import { mergeTags } from './tags.ts';

/** Per field: the revision that last changed it. */
export type FieldRevs = Record<string, number>;
type Fields = Record<string, unknown>;

export type MergeInput = {
  current: Fields;
  fieldRevs: FieldRevs;
  /** The revision the record gets if the change is applied. */
  nextRev: number;
  /** The revision the writer had seen. */
  baseRev: number;
  change: Fields;
  /** The tags that the writer changed to others: those are joined with what they are by now. */
  sawTags?: readonly string[] | undefined;
};

export type Merged =
  | { outcome: 'applied'; fields: Fields; fieldRevs: FieldRevs }
  | { outcome: 'conflict'; field: string };

/** Fields whose loss would lose somebody's words. */
const WORDS: ReadonlySet<string> = new Set(['text']);

export function mergeFields({ current, fieldRevs, nextRev, baseRev, change, sawTags }: MergeInput): Merged {
  const fields = { ...current };
  const revs = { ...fieldRevs };
  for (const [field, wanted] of Object.entries(change)) {
    const value = field === 'tags' && sawTags ? joined(sawTags, wanted, current[field]) : wanted;
    if (sameJson(current[field], value)) continue;
    const changedSince = (fieldRevs[field] ?? 0) > baseRev;
    if (changedSince && WORDS.has(field)) return { outcome: 'conflict', field };
    fields[field] = value;
    revs[field] = nextRev;
  }
  return { outcome: 'applied', fields, fieldRevs: revs };
}

function joined(saw: readonly string[], mine: unknown, theirs: unknown): unknown {
  return v.is(tags, mine) && v.is(tags, theirs) ? mergeTags(saw, mine, theirs) : mine;
}

const tags = v.array(v.string());

function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
