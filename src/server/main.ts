/** `node src/server/main.ts`: the endpoint as it is, without the compile cache of `npm run serve`. */
import { start } from './start.ts';

await start();
