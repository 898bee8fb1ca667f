/** What goes wrong in a seed of the simulation, and how often. */
import type { Faults } from './network.ts';

/** Chances, after each thing that is done, of what may happen; `skew` and `clockBack` are wrong clocks. */
export type Trouble = Readonly<
  Record<'kill' | 'skew' | 'clockBack' | 'restart' | 'snapshot' | 'restore' | 'member' | 'forget', number>
>;
export const ALL: Trouble = {
  kill: 0.05,
  skew: 0.03,
  clockBack: 0.02,
  restart: 0.02,
  snapshot: 0.03,
  restore: 0.03,
  member: 0.05,
  forget: 0.02,
};
export const NONE: Trouble = {
  kill: 0,
  skew: 0,
  clockBack: 0,
  restart: 0,
  snapshot: 0,
  restore: 0,
  member: 0,
  forget: 0,
};

/** `parts`: devices hold parts of the group, and their learners change their minds about which. `pictures`: some notes show some. `imports`: of files. */
export type Weather = {
  acts?: number;
  faults?: Faults;
  trouble?: Trouble;
  parts?: boolean;
  pictures?: boolean;
  imports?: boolean;
};
