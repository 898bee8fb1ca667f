/** The faults that need the built extension in a real Chromium: short within the e2e tests. */
import { f4 } from './f4-torn-client.ts';
import { f11 } from './f11-no-room.ts';
import { f5 } from './f5-worker-killed.ts';
import { f6 } from './f6-browser-killed.ts';
import type { Fault } from './fault.ts';

export const FAULTS_IN_BROWSER: Readonly<Record<string, Fault>> = { F4: f4, F5: f5, F6: f6, F11: f11 };
