/** What a benchmark prints: a name and its figure. */
export type Figures = Record<string, number | string>;

/** Figures that are also said as soon as they are known: a long benchmark may be stopped before its end. */
export function toldFigures(): Figures {
  return new Proxy<Figures>(
    {},
    {
      set(target, name, value) {
        console.error(`  ${String(name)}: ${value}`);
        return Reflect.set(target, name, value);
      },
    },
  );
}
