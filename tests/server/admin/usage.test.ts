/** What the operator is told: help, refusals and their exit codes, and progress with and without a terminal. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../../src/server/admin/commands.ts';
import { terminal } from '../../../src/server/admin/terminal.ts';
import { adminProcess, operatedEndpoint } from './admin.ts';

test('help names every command, and each command has its own', async () => {
  const { admin } = operatedEndpoint();
  const all = await adminProcess({}, '--help');
  expect(all.code).toBe(0);
  for (const [name, { does }] of COMMANDS) {
    expect(all.stdout).toContain(does);
    expect(await admin(name, '--help')).toMatchObject({ code: 0, stdout: expect.stringContaining(does) });
  }
}, 60_000);

test('wrong words are refused with exit code 2 and nothing on stdout', async () => {
  const { path, env, admin } = operatedEndpoint();
  const wrong: [string[], string][] = [
    [['dance'], 'no command dance'],
    [['backup'], 'Name one file'],
    [['check'], 'There is no database'],
    [['user', 'list'], 'There is no database'],
    [['user'], 'user needs one of: list'],
    [['group', 'dance'], 'group needs one of'],
    [['stats', 'all'], 'number of days'],
  ];
  for (const [args, said] of wrong) {
    expect(await admin(...args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(said) });
  }
  const other = new DatabaseSync(path);
  other.exec("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT); INSERT INTO meta VALUES ('schema_version', '1')");
  other.close();
  const older = await adminProcess(env, 'check');
  expect(older).toMatchObject({ code: 2, stderr: expect.stringContaining('start the endpoint of this version once') });
}, 60_000);

test('a terminal gets a bar that redraws itself, a log gets a line a tenth', () => {
  const drawn = (isTTY: boolean): string => {
    let written = '';
    const stream = { isTTY, write: (text: string) => ((written += text), true) };
    const streams = { stdin: process.stdin, stdout: stream, stderr: stream } as Parameters<typeof terminal>[1];
    const progress = terminal({}, streams).progress('Copying');
    for (let done = 0; done <= 1000; done++) progress.at(done, 1000);
    progress.end();
    return written;
  };
  expect(drawn(true).replaceAll('\u001b', 'ESC')).toMatch(
    /^\rESC\[KCopying ░{30} 0 % \(0 of 1000\)[^]*█{30} 100 % \(1000 of 1000\)\n$/,
  );
  const lines = drawn(false).trimEnd().split('\n');
  expect(lines).toHaveLength(11);
  expect(lines.at(-1)).toBe('Copying: 100 % (1000 of 1000)');
});

test('the database is named by the same variable as for the endpoint', async () => {
  const { folder, admin, start } = operatedEndpoint();
  await (await start()).exit('SIGTERM');
  expect((await admin('check')).code).toBe(0);
  expect((await adminProcess({ DATABASE_URL: `file:${join(folder, 'other.db')}` }, 'check')).code).toBe(2);
});
