/**
 * Devices whose clocks are days and minutes wrong and jump, and an endpoint whose clock is set back
 * by an hour: the order is the endpoint's, its instants go forward, no edit is lost to an older one.
 */
import { BAD } from '../sync/simulation/network.ts';
import { NONE } from '../sync/simulation/weather.ts';
import type { Fault } from './fault.ts';
import { simulated } from './simulated.ts';

export const f10: Fault = {
  title: 'clocks that are wrong and jump',
  run: ({ seed, long, size }) =>
    simulated(
      { first: seed, seeds: size ?? (long ? 200 : 2), acts: long ? 50 : 12 },
      { faults: BAD, trouble: { ...NONE, skew: 0.2, clockBack: 0.2 } },
      ['skew', 'clockBack'],
    ),
};
