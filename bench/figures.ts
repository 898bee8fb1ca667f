/** What a benchmark prints: a name and its figure. */
export type Figures = Record<string, number | string>;
