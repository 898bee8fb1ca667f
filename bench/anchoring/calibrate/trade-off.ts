/** The picture of the choice: what recall costs in false and in wrong places, by threshold and margin, peers marked. */
import type { Chart, Panel, Point, Series } from '../../chart.ts';
import type { Score } from '../score.ts';
import { type Rule, type Weighed, scoreOf } from './decide.ts';

const DRAWN = [0, 0.3, 0.6];
const LABELLED = [0.4, 0.6, 0.75, 0.9];

/** The curve close by against both harms, and from afar beside the peers. */
export function tradeOff(
  weighed: readonly Weighed[],
  rule: Rule,
  thresholds: readonly number[],
  peers: readonly { name: string; score: Score }[],
): Chart {
  const panel = (
    harm: 'falseAttach' | 'wrong',
    label: string,
    ticks: readonly number[],
    recalls: readonly number[],
    named = false,
  ): Panel => {
    const pointOf = (score: Score): Point => [score[harm], score.recall];
    const curves = DRAWN.map((margin, hue): Series => {
      const points = thresholds.map((accept) => pointOf(scoreOf(weighed, { accept, margin })));
      const labels = thresholds.map((one) => (named && margin === 0 && LABELLED.includes(one) ? String(one) : ''));
      return {
        name: `Commonplace, margin ${margin}, thresholds ${thresholds[0]} to ${thresholds.at(-1)}`,
        points,
        labels,
        hue,
      };
    });
    const chosen: Series = {
      name: `chosen: threshold ${rule.accept}, margin ${rule.margin}`,
      points: [pointOf(scoreOf(weighed, rule))],
      hue: 6,
      loose: true,
    };
    const others = peers.map(({ name, score }, at): Series => ({
      name,
      points: [pointOf(score)],
      hue: 3 + at,
      loose: true,
      dashed: true,
    }));
    return {
      x: { label, scale: 'linear', from: 0, to: ticks.at(-1) ?? 1, ticks },
      y: { label: 'recall, %', scale: 'linear', from: recalls[0] ?? 0, to: 100, ticks: recalls },
      series: [...curves, chosen, ...others],
      goal: { x: GOAL[harm], y: GOAL.recall, label: 'goal' },
    };
  };
  const most = Math.max(10, ...peers.map(({ score }) => score.falseAttach));
  return {
    title: 'What certainty costs: recall against harm',
    subtitle:
      'Each point is a threshold (some are named); weights fitted without the document or source that is judged.',
    panels: [
      panel('falseAttach', 'attached although gone, %', [0, 2, 4, 6, 8], [92, 94, 96, 98, 100], true),
      panel('wrong', 'wrong place, %', [0, 0.25, 0.5, 0.75], [92, 94, 96, 98, 100], true),
      panel('falseAttach', 'attached although gone, %', multiples(10, most), [0, 20, 40, 60, 80, 100]),
    ],
  };
}

/** What anchoring must keep to. */
const GOAL = { recall: 96, falseAttach: 4, wrong: 0.5 };

function multiples(step: number, most: number): number[] {
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, at) => at * step);
}
