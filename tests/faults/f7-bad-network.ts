/** Requests and answers are lost, sent twice, overtaken, cut, and answered by somebody else; all replicas end as the endpoint's. */
import { BAD } from '../sync/simulation/network.ts';
import { NONE } from '../sync/simulation/weather.ts';
import type { Fault } from './fault.ts';
import { simulated } from './simulated.ts';

const NEEDED = ['requests lost', 'answers lost', 'answers cut', 'requests sent twice', 'messages overtaken'];

export const f7: Fault = {
  title: 'a network that loses, doubles, reorders and cuts',
  run: ({ seed, long, size }) =>
    simulated(
      { first: seed, seeds: size ?? (long ? 200 : 4), acts: long ? 50 : 20 },
      { faults: { ...BAD, dropLive: 0 }, trouble: NONE },
      NEEDED,
    ),
};
