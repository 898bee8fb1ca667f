/** A third of all live messages is lost and others come twice: what a device did not hear it pulls. */
import { GOOD } from '../sync/simulation/network.ts';
import { NONE } from '../sync/simulation/weather.ts';
import type { Fault } from './fault.ts';
import { simulated } from './simulated.ts';

export const f8: Fault = {
  title: 'live messages lost and doubled',
  run: ({ seed, long, size }) =>
    simulated(
      { first: seed, seeds: size ?? (long ? 200 : 2), acts: long ? 50 : 12 },
      { faults: { ...GOOD, dropLive: 0.3, duplicate: 0.2 }, trouble: NONE },
      ['live messages lost', 'live messages twice'],
    ),
};
