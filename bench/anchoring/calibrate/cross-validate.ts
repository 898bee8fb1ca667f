/** Weights judged on what they have not seen: whole documents, or everything of a source, are left out in turn. */
import { seeded, shuffled } from '../../random.ts';
import { type Weighed, weigh } from './decide.ts';
import { fit } from './logit.ts';
import type { Sample } from './samples.ts';

const FOLDS = 5;

/** Weighs every passage by weights fitted without its fold. */
export function crossValidated(samples: readonly Sample[], groupOf: (one: Sample) => string, terms: number): Weighed[] {
  const groups = shuffled(seeded('folds'), [...new Set(samples.map(groupOf))].toSorted());
  const foldOf = new Map(groups.map((group, at) => [group, at % FOLDS]));
  const weighed: Weighed[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const isOut = (one: Sample) => foldOf.get(groupOf(one)) === fold;
    const weights = fit(
      samples.filter((one) => !isOut(one)),
      terms,
    );
    weighed.push(...weigh(samples.filter(isOut), weights));
  }
  return weighed;
}
