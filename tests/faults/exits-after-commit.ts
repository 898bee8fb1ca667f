/** The endpoint as F2 runs it: told by SIGUSR2, it dies right after its next commit, before any answer can leave. */
import { DatabaseSync } from 'node:sqlite';

// oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
const { exec } = DatabaseSync.prototype;
let isArmed = false;
process.on('SIGUSR2', () => {
  isArmed = true;
  process.stdout.write('armed\n');
});
DatabaseSync.prototype.exec = function (sql) {
  exec.call(this, sql);
  if (isArmed && sql === 'COMMIT') process.kill(process.pid, 'SIGKILL');
};

await import('../../src/server/main.ts');
