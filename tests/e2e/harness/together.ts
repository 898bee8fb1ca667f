/** One reading of the sample, and a circle in front of it for as long as the tests of a file run. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { gatherCircle, joinCircle, type Circle, type Reader } from './circle.ts';
import { serveSite, type Site } from './site.ts';

const READING = readFileSync('src/server/sample/readings/the-same-page-again.html', 'utf8');
export const PASSAGE = 'Lave and Wenger called this legitimate peripheral participation.';

export type Together = {
  readonly circle: Circle;
  readonly site: Site;
  /** Cleo, where she was asked for. */
  readonly cleo: Reader;
};

/**
 * To be called where hooks are registered; what it gives is there within tests.
 * @param options `others`: pages of the site besides `/`; `withCleo`: a third one joins
 */
export function readTogether({
  others = {},
  withCleo = false,
}: { others?: Parameters<typeof serveSite>[0]; withCleo?: boolean } = {}): Together {
  let circle: Circle | undefined;
  let site: Site | undefined;
  let cleo: Reader | undefined;
  beforeAll(async () => {
    site = await serveSite({ '/': { body: READING }, ...others });
    circle = await gatherCircle();
    if (withCleo) cleo = await joinCircle(circle, 'Cleo');
  });
  afterAll(async () => {
    await cleo?.learner.close();
    await cleo?.wire.close();
    await circle?.close();
    await site?.close();
  });
  const there = <T>(what: T | undefined): T => {
    if (what === undefined) throw new Error('asked for outside of a test');
    return what;
  };
  return {
    get circle() {
      return there(circle);
    },
    get site() {
      return there(site);
    },
    get cleo() {
      return there(cleo);
    },
  };
}
