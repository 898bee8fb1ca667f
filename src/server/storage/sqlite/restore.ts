/**
 * Puts a backup in the place of the database. The epoch is renewed, so that devices offer again what
 * the backup does not have (design §5); what stood there before is kept beside it.
 */
import { randomUUID } from 'node:crypto';
import { chownSync, copyFileSync, existsSync, linkSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { SchemaError } from '../storage.ts';
import { putInPlace, removeDatabase } from './backup.ts';
import { checkFile, checkStructure } from './integrity.ts';
import { SCHEMA_VERSION, schemaVersion } from './migrations.ts';

/** Why a backup was not put in place; nothing was changed. */
export class RestoreError extends Error {}

/** @returns where the database that was replaced is kept, or null if there was none */
export function restoreDatabase(backup: string, path: string, now = Date.now()): string | null {
  const staged = `${path}.restoring`;
  // On a new machine nothing has made it yet.
  mkdirSync(dirname(path), { recursive: true });
  removeDatabase(staged);
  try {
    copyFileSync(backup, staged);
    renewEpoch(staged, backup);
    giveToOwner(staged, path);
    const kept = existsSync(path) ? setAside(path, now) : null;
    // From here on there is the one database or the other at `path`, never none: an endpoint
    // started over none would begin an empty one.
    putInPlace(staged, path);
    return kept;
  } finally {
    removeDatabase(staged);
  }
}

function renewEpoch(staged: string, backup: string): void {
  const db = openOrRefuse(staged, backup);
  try {
    const version = schemaVersion(db);
    if (version > SCHEMA_VERSION)
      throw new SchemaError(`${backup} has schema ${version}: restore it with a newer version.`);
    // An older schema is brought forward by the endpoint, when it starts.
    const findings = version === SCHEMA_VERSION ? checkStructure(db) : checkFile(db);
    if (findings.length > 0)
      throw new RestoreError(`${backup} is damaged (${findings.map((one) => one.what).join('; ')}).`);
    db.exec('PRAGMA journal_mode = DELETE');
    db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('epoch', ?)").run(randomUUID());
  } finally {
    db.close();
  }
}

/** What root has made, the user that the endpoint runs as could not write to. */
function giveToOwner(staged: string, path: string): void {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(existsSync(path) ? path : dirname(path));
  chownSync(staged, uid, gid);
}

function openOrRefuse(staged: string, backup: string): DatabaseSync {
  try {
    const db = new DatabaseSync(staged);
    if (schemaVersion(db) > 0) return db;
    db.close();
  } catch {
    // Not a database, or none of ours: said below.
  }
  throw new RestoreError(`${backup} is no backup of a Commonplace endpoint.`);
}

/** A second name for the database, with all of its WAL in it. Refuses while anybody has it open. */
function setAside(path: string, now: number): string {
  const db = new DatabaseSync(path, { timeout: 0 });
  try {
    // Leaving WAL needs the file alone: it fails while another process has it open at all
    // (https://www.sqlite.org/wal.html, "Activating And Configuring WAL Mode").
    db.exec('PRAGMA journal_mode = DELETE');
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('locked'))) throw error;
    throw new RestoreError('The endpoint is running: stop it first, then restore.');
  } finally {
    db.close();
  }
  const kept = `${path}.replaced-${new Date(now).toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  linkSync(path, kept);
  return kept;
}
