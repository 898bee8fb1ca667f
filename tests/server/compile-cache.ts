/**
 * Where what tests start as processes of their own finds its modules compiled: that is half of what a start of the endpoint
 * takes (0.5 of 1 s of a processor), and there are more than a hundred. `npm run serve` has such a cache as well.
 */
import { join } from 'node:path';

export const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(import.meta.dirname, '../../.cache/compiled') };
