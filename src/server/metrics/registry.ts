/**
 * Counters, gauges and histograms in Prometheus' text format
 * (https://prometheus.io/docs/instrumenting/exposition_formats/). A page of code instead of
 * prom-client: the endpoint needs three kinds of number, and no gateway, cluster or telemetry.
 */
export type Labels = Readonly<Record<string, string>>;

export type Counter = { add(labels?: Labels, by?: number): void };
export type Histogram = { observe(value: number, labels?: Labels): void };

type Family = { name: string; help: string; type: 'counter' | 'gauge' | 'histogram'; lines: () => string[] };

export class Registry {
  readonly #families: Family[] = [];

  counter(name: string, help: string): Counter {
    const values = new Map<string, number>();
    this.#families.push({
      name,
      help,
      type: 'counter',
      lines: () => [...values].map(([labels, value]) => `${name}${labels} ${value}`),
    });
    return {
      add: (labels = {}, by = 1) => {
        const key = written(labels);
        values.set(key, (values.get(key) ?? 0) + by);
      },
    };
  }

  /** @param read asked at every scrape; null where there is nothing to say */
  gauge(name: string, help: string, read: () => number | null | [Labels, number][]): void {
    this.#families.push({
      name,
      help,
      type: 'gauge',
      lines: () => {
        const value = read();
        if (value === null) return [];
        if (typeof value === 'number') return [`${name} ${value}`];
        return value.map(([labels, one]) => `${name}${written(labels)} ${one}`);
      },
    });
  }

  /** @param bounds upper bounds of the buckets, ascending; `+Inf` is added */
  histogram(name: string, help: string, bounds: readonly number[]): Histogram {
    const series = new Map<string, { labels: Labels; counts: number[]; sum: number; count: number }>();
    this.#families.push({
      name,
      help,
      type: 'histogram',
      lines: () =>
        [...series.values()].flatMap(({ labels, counts, sum, count }) => [
          ...bounds.map((bound, at) => `${name}_bucket${written({ ...labels, le: String(bound) })} ${counts[at]}`),
          `${name}_bucket${written({ ...labels, le: '+Inf' })} ${count}`,
          `${name}_sum${written(labels)} ${sum}`,
          `${name}_count${written(labels)} ${count}`,
        ]),
    });
    return {
      observe: (value, labels = {}) => {
        const key = written(labels);
        const one = series.get(key) ?? { labels, counts: bounds.map(() => 0), sum: 0, count: 0 };
        series.set(key, one);
        one.sum += value;
        one.count++;
        bounds.forEach((bound, at) => {
          if (value <= bound) one.counts[at] = (one.counts[at] ?? 0) + 1;
        });
      },
    };
  }

  text(): string {
    const parts = this.#families.map(({ name, help, type, lines }) =>
      [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines()].join('\n'),
    );
    return `${parts.join('\n')}\n`;
  }
}

function written(labels: Labels): string {
  let text = '';
  for (const [name, value] of Object.entries(labels)) text += `${text === '' ? '{' : ','}${name}="${escaped(value)}"`;
  return text === '' ? '' : `${text}}`;
}

function escaped(value: string): string {
  // Once for every request, and hardly ever needed.
  if (!/["\\\n]/.test(value)) return value;
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
