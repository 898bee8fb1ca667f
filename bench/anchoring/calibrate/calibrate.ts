/**
 * `npm run bench -- calibrate`: fits the weights of anchoring's evidence again and shows what every threshold and margin
 * costs, so that the choice in src/anchoring/judge.ts can be seen and redone.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ACCEPT, MARGIN, WEIGHTS } from '../../../src/anchoring/judge.ts';
import { chart } from '../../chart.ts';
import { type Figures, toldFigures } from '../../figures.ts';
import { inChromium } from '../../in-chromium.ts';
import { plot } from '../../plot.ts';
import { buildEntry, buildMethods } from '../bundles.ts';
import { writeCorpus } from '../corpus/corpus.ts';
import { BESIDE } from '../quality.ts';
import { type Score, scoreMethod } from '../score.ts';
import { crossValidated } from './cross-validate.ts';
import { type Rule, type Weighed, reliability, scoreOf, weigh } from './decide.ts';
import { fit } from './logit.ts';
import { samplesOf } from './samples.ts';
import { tradeOff } from './trade-off.ts';

/** Seeds of our own corpus that are looked at here; the benchmark scores others. */
const ROUNDS = [11, 12];
const TERMS = ['constant', 'quote', 'surprise', 'near, worse', 'near, better', 'wide', 'drift'];
const THRESHOLDS = [0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95];
const MARGINS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7];
/** Half of the harm that anchoring may do (0.5 and 4 %), because unseen pages will be worse than these. */
const TOLERATED = { wrong: 0.25, falseAttach: 2 };

export function calibrate(): Promise<Figures> {
  return inChromium(async (browser, folder) => {
    const script = await buildEntry('features', folder);
    const ownData = join(folder, 'corpus');
    await writeCorpus(ownData, ROUNDS);
    const own = await samplesOf(browser, script, ownData);
    const realData = join(BESIDE, 'dev');
    const real = existsSync(realData) ? await samplesOf(browser, script, realData) : [];
    const samples = real.length > 0 ? real : own;
    const figures = toldFigures();
    figures['real documents, passages'] = real.length || 'not measured: no data beside the project';
    figures['own corpus, passages'] = own.length;

    const fitted = { 'real documents': real, 'own corpus': own, both: [...real, ...own] };
    figures[`weights: ${TERMS.join(', ')}`] = '';
    figures['  now in judge.ts'] = WEIGHTS.map((one) => one.toFixed(2)).join('  ');
    for (const [on, some] of Object.entries(fitted))
      if (some.length > 0)
        figures[`  fitted on ${on}`] = fit(some, WEIGHTS.length)
          .map((one) => one.toFixed(2))
          .join('  ');

    const judged: Record<string, Weighed[]> = {
      'weights of judge.ts': weigh(samples, WEIGHTS),
      'fitted anew, other documents': crossValidated(samples, (one) => one.document, WEIGHTS.length),
      'fitted anew, other sources': crossValidated(samples, (one) => one.source, WEIGHTS.length),
    };
    if (real.length > 0) {
      judged['own corpus, weights of judge.ts'] = weigh(own, WEIGHTS);
      judged['own corpus, fitted on real documents'] = weigh(own, fit(real, WEIGHTS.length));
    }
    const rule: Rule = { accept: ACCEPT, margin: MARGIN };
    for (const [who, weighed] of Object.entries(judged)) {
      figures[`${who}: log loss`] = lossOf(weighed).toFixed(4);
      figures[`${who}: calibration error`] = reliability(weighed).error.toFixed(4);
      figures[`${who}: at ${ACCEPT}, margin ${MARGIN}`] = written(scoreOf(weighed, rule));
    }

    // new pages come from known authors and from unknown ones
    const shown = ['documents', 'sources'].flatMap((others) => judged[`fitted anew, other ${others}`] ?? []);
    for (const margin of MARGINS)
      for (const accept of THRESHOLDS)
        if (margin === 0 || margin > impliedBy(accept))
          figures[`curve: threshold ${accept}, margin ${margin}`] = written(scoreOf(shown, { accept, margin }));
    const best = bestRule(shown);
    figures['best rule by the tolerated harm'] = `threshold ${best.accept}, margin ${best.margin}`;
    figures['in judge.ts'] = `threshold ${ACCEPT}, margin ${MARGIN}`;
    for (const [who, weighed] of Object.entries(judged))
      reliability(weighed).bins.forEach(({ count, said, seen }, at) => {
        if (count > 0)
          figures[`reliability: ${who}: ${(at / 10).toFixed(1)}–${((at + 1) / 10).toFixed(1)}`] =
            `said ${said.toFixed(3)}, seen ${seen.toFixed(3)} of ${count}`;
      });

    const bundles = await buildMethods(folder);
    const scoring = await buildEntry('scoring', folder);
    const peers: { name: string; score: Score }[] = [];
    for (const bundle of bundles.filter(({ method }) => method !== 'commonplace')) {
      console.error(`peer: ${bundle.method}`);
      const score = await scoreMethod(browser, bundle, scoring, real.length > 0 ? realData : ownData);
      peers.push({ name: bundle.method, score });
      figures[`peer: ${bundle.method}`] = written(score);
    }
    await plot(browser, chart(tradeOff(shown, rule, THRESHOLDS, peers)), 'docs/bench/trade-off.png');
    return figures;
  });
}

/** The rule that finds most among those that do little enough harm. */
function bestRule(weighed: readonly Weighed[]): Rule {
  const rules = THRESHOLDS.flatMap((accept) =>
    MARGINS.filter((margin) => margin === 0 || margin > impliedBy(accept)).map((margin) => ({ accept, margin })),
  );
  const fair = rules
    .map((rule) => ({ rule, score: scoreOf(weighed, rule) }))
    .filter(({ score }) => score.wrong <= TOLERATED.wrong && score.falseAttach <= TOLERATED.falseAttach);
  const [best] = fair.toSorted(
    (one, other) => other.score.recall - one.score.recall || one.rule.margin - other.rule.margin,
  );
  const { accept, margin } = best?.rule ?? { accept: 1, margin: 1 };
  return { accept, margin: Math.max(margin, impliedBy(accept)) };
}

/** Probabilities sum to 1 at most: above this threshold, a place is ahead of the next one by this much at least. */
function impliedBy(accept: number): number {
  return Math.max(0, Math.round((2 * accept - 1) * 100) / 100);
}

/** Mean surprise at the truth by the chances given. */
function lossOf(weighed: readonly Weighed[]): number {
  const sum = weighed.reduce((total, { sample, chances }) => {
    const truth = sample.chosen >= 0 ? (chances[sample.chosen] ?? 0) : 1 - chances.reduce((all, one) => all + one, 0);
    return total - Math.log(Math.max(1e-12, truth));
  }, 0);
  return sum / weighed.length;
}

function written({ recall, wrong, missed, falseAttach }: Score): string {
  return `recall ${recall.toFixed(1)} %, wrong place ${wrong.toFixed(2)} %, false attach ${falseAttach.toFixed(1)} %, missed ${missed.toFixed(1)} %`;
}
