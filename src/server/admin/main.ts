/** `npm run admin -- COMMAND …`: the operator's commands. */
import { runAdmin } from './run.ts';
import { terminal } from './terminal.ts';

process.exitCode = await runAdmin(process.argv.slice(2), terminal(process.env));
