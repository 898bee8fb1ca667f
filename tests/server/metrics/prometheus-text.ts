/**
 * A strict reader of Prometheus' text format 0.0.4: it throws where the format is broken in any way a
 * scraper minds. The one small package for it on npm folds the series of a histogram into one.
 */
export type Sample = { labels: Record<string, string>; value: number };

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (NaN|[+-]Inf|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)$/;
const LABEL = /^([a-zA-Z_]\w*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/;
const SUFFIXES: Record<string, string[]> = { counter: [''], gauge: [''], histogram: ['_bucket', '_sum', '_count'] };

/** The samples by name; those of histograms by their names with suffixes. */
export function readPrometheus(text: string): Map<string, Sample[]> {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const found = new Map<string, Sample[]>();
  const seen = new Set<string>();
  let family = { name: '', type: '' };
  const lines = text.slice(0, -1).split('\n');
  for (const [at, line] of lines.entries()) {
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][\w:]*) (.+)$/.exec(line);
    if (comment?.[1] === 'HELP') {
      const name = comment[2] ?? '';
      if (seen.has(name)) throw new Error(`${name} is described twice`);
      seen.add(name);
      const type = new RegExp(`^# TYPE ${name} (counter|gauge|histogram)$`).exec(lines[at + 1] ?? '')?.[1];
      if (type === undefined) throw new Error(`${name} has no type`);
      if (type === 'counter' && !name.endsWith('_total')) throw new Error(`${name} is a counter by another name`);
      family = { name, type };
    } else if (comment === null) {
      const [, name = '', labels = '', value] = SAMPLE.exec(line) ?? [];
      if (value === undefined) throw new Error(`not a sample: ${line}`);
      if (!SUFFIXES[family.type]?.some((suffix) => name === family.name + suffix))
        throw new Error(`${name} stands in ${family.name}`);
      const sample = { labels: readLabels(labels), value: Number(value.replace('Inf', 'Infinity')) };
      const key = `${name} ${JSON.stringify(Object.entries(sample.labels).sort())}`;
      if (seen.has(key)) throw new Error(`twice: ${line}`);
      seen.add(key);
      found.set(name, [...(found.get(name) ?? []), sample]);
    }
  }
  for (const name of found.keys())
    if (name.endsWith('_bucket')) checkHistogram(found, name.slice(0, -'_bucket'.length));
  return found;
}

function readLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let rest = text; rest !== '';) {
    const [whole, name = '', value = ''] = LABEL.exec(rest) ?? [];
    if (whole === undefined) throw new Error(`not a label: ${rest}`);
    if (name in labels) throw new Error(`a label twice: ${name}`);
    labels[name] = value;
    rest = rest.slice(whole.length);
  }
  return labels;
}

function checkHistogram(found: Map<string, Sample[]>, name: string): void {
  const seriesOf = (labels: Record<string, string>): string => JSON.stringify({ ...labels, le: undefined });
  const buckets = Map.groupBy(found.get(`${name}_bucket`) ?? [], ({ labels }) => seriesOf(labels));
  for (const count of found.get(`${name}_count`) ?? []) {
    const own = buckets.get(seriesOf(count.labels)) ?? [];
    const bounds = own.map(({ labels }) => Number(labels['le']?.replace('Inf', 'Infinity')));
    const isCumulative = own.every(
      ({ value }, at) => at === 0 || (value >= (own[at - 1]?.value ?? 0) && (bounds[at] ?? 0) > (bounds[at - 1] ?? 0)),
    );
    if (!isCumulative) throw new Error(`${name} is not cumulative`);
    if (bounds.at(-1) !== Infinity || own.at(-1)?.value !== count.value)
      throw new Error(`${name} has more than its buckets`);
    const sums = (found.get(`${name}_sum`) ?? []).filter(({ labels }) => seriesOf(labels) === seriesOf(count.labels));
    if (sums.length !== 1) throw new Error(`${name} has no sum`);
  }
}
