/** The faults that are run, by their names in the written list. A new one is a file and a line here. */
import { f1 } from './f1-endpoint-killed.ts';
import { f10 } from './f10-wrong-clocks.ts';
import { f12 } from './f12-interrupted-upgrade.ts';
import { f13 } from './f13-migration-killed.ts';
import { f14 } from './f14-disk-full.ts';
import { f15 } from './f15-io-error.ts';
import { f16 } from './f16-old-backup.ts';
import { f17 } from './f17-reconnect-storm.ts';
import { f18 } from './f18-slow-reader.ts';
import { f19 } from './f19-slow-loris.ts';
import { f2 } from './f2-exit-after-commit.ts';
import { f20 } from './f20-hostile-payloads.ts';
import { f23 } from './f23-revoked.ts';
import { f25 } from './f25-both-offline.ts';
import { f26 } from './f26-long-away.ts';
import { f28 } from './f28-neighbouring-versions.ts';
import { f3 } from './f3-torn-snapshots.ts';
import { f7 } from './f7-bad-network.ts';
import { f8 } from './f8-live-messages-lost.ts';
import { f9 } from './f9-writers-and-cursors.ts';
import type { Fault } from './fault.ts';

export const FAULTS: Readonly<Record<string, Fault>> = {
  F1: f1,
  F2: f2,
  F3: f3,
  F7: f7,
  F8: f8,
  F9: f9,
  F10: f10,
  F12: f12,
  F13: f13,
  F14: f14,
  F15: f15,
  F16: f16,
  F17: f17,
  F18: f18,
  F19: f19,
  F20: f20,
  F23: f23,
  F25: f25,
  F26: f26,
  F28: f28,
};
