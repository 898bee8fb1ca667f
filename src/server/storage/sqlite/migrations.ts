/**
 * The schema as numbered steps forward. A released step is never changed: a new one is added.
 * Every table of records leads with its group, so that the schema can be distributed by it.
 */
import type { DatabaseSync } from 'node:sqlite';
import { SchemaError } from '../storage.ts';

/** Step n brings schema n - 1 to schema n. */
export const STEPS: readonly string[] = [
  `
  CREATE TABLE groups (
    group_id TEXT PRIMARY KEY,
    head INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    personal_owner TEXT
  ) STRICT;
  CREATE UNIQUE INDEX groups_personal ON groups (personal_owner) WHERE personal_owner IS NOT NULL;

  CREATE TABLE records (
    group_id TEXT NOT NULL REFERENCES groups,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    author TEXT NOT NULL,
    rev INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    deleted INTEGER NOT NULL,
    body TEXT NOT NULL,
    field_revs TEXT NOT NULL,
    PRIMARY KEY (group_id, id)
  ) STRICT;
  CREATE UNIQUE INDEX records_seq ON records (group_id, seq);
  CREATE INDEX records_id ON records (id);

  CREATE TABLE memberships (
    group_id TEXT NOT NULL REFERENCES groups,
    member TEXT NOT NULL,
    record TEXT NOT NULL,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (group_id, member)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX memberships_member ON memberships (member, status);

  CREATE TABLE ops (
    group_id TEXT NOT NULL REFERENCES groups,
    author TEXT NOT NULL,
    op_id TEXT NOT NULL,
    record TEXT NOT NULL,
    rev INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (group_id, author, op_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE invitations (
    group_id TEXT PRIMARY KEY REFERENCES groups,
    code TEXT NOT NULL,
    -- Looked up by a hash: how long the search takes then says nothing about a nearly right code.
    code_hash TEXT NOT NULL UNIQUE
  ) STRICT;
  `,
  // Accounts, in the columns better-auth 1.7 expects (accounts/better-auth.ts names the tables).
  `
  CREATE TABLE account_user (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    emailVerified INTEGER NOT NULL,
    image TEXT,
    guest INTEGER NOT NULL DEFAULT 0,
    createdAt TEXT NOT NULL,
    updatedAt TEXT NOT NULL
  ) STRICT;
  CREATE TABLE account_session (
    id TEXT PRIMARY KEY,
    expiresAt TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    createdAt TEXT NOT NULL,
    updatedAt TEXT NOT NULL,
    ipAddress TEXT,
    userAgent TEXT,
    userId TEXT NOT NULL REFERENCES account_user (id) ON DELETE CASCADE
  ) STRICT;
  CREATE INDEX account_session_user ON account_session (userId);
  CREATE TABLE account_credential (
    id TEXT PRIMARY KEY,
    accountId TEXT NOT NULL,
    providerId TEXT NOT NULL,
    userId TEXT NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
    accessToken TEXT,
    refreshToken TEXT,
    idToken TEXT,
    accessTokenExpiresAt TEXT,
    refreshTokenExpiresAt TEXT,
    scope TEXT,
    password TEXT,
    createdAt TEXT NOT NULL,
    updatedAt TEXT NOT NULL
  ) STRICT;
  CREATE INDEX account_credential_user ON account_credential (userId);
  CREATE TABLE account_verification (
    id TEXT PRIMARY KEY,
    identifier TEXT NOT NULL,
    value TEXT NOT NULL,
    expiresAt TEXT NOT NULL,
    createdAt TEXT NOT NULL,
    updatedAt TEXT NOT NULL
  ) STRICT;
  CREATE INDEX account_verification_identifier ON account_verification (identifier);
  `,
  // Tombstones are kept for a time, and a group remembers up to where it has forgotten them (ADR 0022).
  `
  ALTER TABLE groups ADD COLUMN purged INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE groups ADD COLUMN purged_revs INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE records ADD COLUMN deleted_at INTEGER;
  UPDATE records SET deleted_at = 1000 * unixepoch(json_extract(body, '$.updated')) WHERE deleted = 1;
  CREATE INDEX records_deleted ON records (deleted_at) WHERE deleted_at IS NOT NULL;
  `,
  // What was done to others in a group, by whom, with nobody's words; a row of it is never changed. And passkeys.
  `
  CREATE TABLE moderations (
    group_id TEXT NOT NULL REFERENCES groups,
    seq INTEGER NOT NULL,
    at INTEGER NOT NULL,
    actor TEXT,
    act TEXT NOT NULL,
    subject TEXT NOT NULL,
    role TEXT,
    PRIMARY KEY (group_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TRIGGER moderations_stay BEFORE UPDATE ON moderations
  BEGIN SELECT RAISE(ABORT, 'what was noted of moderation stays as it is'); END;

  CREATE TABLE account_passkey (
    id TEXT PRIMARY KEY,
    userId TEXT NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
    credential TEXT NOT NULL UNIQUE,
    publicKey TEXT NOT NULL,
    algorithm INTEGER NOT NULL,
    counter INTEGER NOT NULL,
    device TEXT NOT NULL,
    createdAt TEXT NOT NULL,
    updatedAt TEXT NOT NULL,
    usedAt TEXT
  ) STRICT;
  CREATE INDEX account_passkey_user ON account_passkey (userId);
  `,
  // What notes are looked for by where a device holds a part of a group only (ADR 0030). Made from the records, and never copied.
  `
  CREATE TABLE note_terms (
    group_id TEXT NOT NULL REFERENCES groups,
    term TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (group_id, term, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX note_terms_id ON note_terms (group_id, id);
  CREATE TABLE note_index (group_id TEXT PRIMARY KEY REFERENCES groups, upto INTEGER NOT NULL) STRICT;
  `,
  // Reactions (ADR 0037): the note of a living one, what there is one of, and who alone may read it besides its author.
  `
  ALTER TABLE records ADD COLUMN target TEXT;
  ALTER TABLE records ADD COLUMN slot TEXT;
  ALTER TABLE records ADD COLUMN seen_by TEXT;
  CREATE INDEX records_target ON records (group_id, target) WHERE target IS NOT NULL;
  CREATE INDEX records_seen_by ON records (group_id, seq) WHERE seen_by IS NOT NULL;
  `,
  // What members report of notes to the hosts of their group (ADR 0043).
  `
  CREATE TABLE reports (
    group_id TEXT NOT NULL REFERENCES groups,
    note TEXT NOT NULL,
    reporter TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (group_id, note, reporter)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX reports_reporter ON reports (reporter);
  `,
  // Tokens by which tools of others act for an account, and the time and place of each note in their search (ADR 0046): the
  // latter is made from the records, so that all groups are indexed anew when somebody next asks.
  `
  CREATE TABLE personal_tokens (
    id TEXT PRIMARY KEY,
    account TEXT NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL,
    used INTEGER
  ) STRICT;
  CREATE INDEX personal_tokens_account ON personal_tokens (account);

  CREATE TABLE note_times (
    group_id TEXT NOT NULL REFERENCES groups,
    id TEXT NOT NULL,
    author TEXT NOT NULL,
    above TEXT NOT NULL,
    created INTEGER NOT NULL UNIQUE,
    updated INTEGER NOT NULL UNIQUE,
    PRIMARY KEY (group_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX note_times_created ON note_times (group_id, created);
  CREATE INDEX note_times_updated ON note_times (group_id, updated);
  CREATE INDEX note_times_author ON note_times (group_id, author, updated);
  DELETE FROM note_index;
  `,
  // Pictures in notes (ADR 0051): bytes beside the history, each counted for the account that sent it.
  `
  CREATE TABLE images (
    group_id TEXT NOT NULL REFERENCES groups,
    id TEXT NOT NULL,
    author TEXT,
    type TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    size INTEGER NOT NULL,
    at INTEGER NOT NULL,
    unused_since INTEGER,
    body BLOB NOT NULL,
    PRIMARY KEY (group_id, id)
  ) STRICT;
  CREATE INDEX images_author ON images (author, size);
  `,
  // Groups as collections of annotations (ADR 0047): notes by number, and the names that clients asked for. And who reads a
  // group as a feed, by which address, and where its notes are told (ADR 0048).
  `
  CREATE INDEX records_notes ON records (group_id, seq) WHERE kind = 'annotation' AND deleted = 0;
  CREATE TABLE annotation_names (
    group_id TEXT NOT NULL REFERENCES groups,
    name TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (group_id, name)
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX annotation_names_id ON annotation_names (group_id, id);

  CREATE TABLE feeds (
    group_id TEXT NOT NULL REFERENCES groups,
    member TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL,
    PRIMARY KEY (group_id, member)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE webhooks (
    group_id TEXT NOT NULL REFERENCES groups,
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    created INTEGER NOT NULL,
    upto INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    due INTEGER NOT NULL,
    disabled TEXT,
    PRIMARY KEY (group_id, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE webhook_log (
    group_id TEXT NOT NULL REFERENCES groups,
    webhook TEXT NOT NULL,
    at INTEGER NOT NULL,
    status INTEGER,
    error TEXT,
    PRIMARY KEY (group_id, webhook, at)
  ) STRICT, WITHOUT ROWID;
  `,
  // Who answers for a webhook. Nobody knows of those that were made before: they are paused until a host takes them over. And times
  // before 1684, which cannot be read: these groups are indexed anew.
  `
  ALTER TABLE webhooks ADD COLUMN maker TEXT;
  UPDATE webhooks SET disabled = 'maker';
  DELETE FROM note_index WHERE group_id IN (SELECT group_id FROM note_times WHERE created < -9007199254740000);
  DELETE FROM note_times WHERE created < -9007199254740000;
  `,
];

export const SCHEMA_VERSION = STEPS.length;

type MigrationOptions = {
  /** Called once before an older schema that has data is changed. */
  beforeChange?: (version: number) => void;
  steps?: readonly string[];
};

/** Brings the database to the newest schema, each step in its own transaction. */
export function migrate(db: DatabaseSync, { beforeChange, steps = STEPS }: MigrationOptions = {}): void {
  db.exec('CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
  const from = schemaVersion(db);
  if (from > steps.length) {
    throw new SchemaError(
      `The database has schema ${from}, this endpoint knows ${steps.length}: start a newer endpoint, or restore an older backup.`,
    );
  }
  if (from > 0 && from < steps.length) beforeChange?.(from);
  for (let version = from + 1; version <= steps.length; version++) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(steps[version - 1] ?? '');
      db.prepare("INSERT OR REPLACE INTO meta (key, value) VALUES ('schema_version', ?)").run(String(version));
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }
}

/** 0 for a database that holds nothing yet. */
export function schemaVersion(db: DatabaseSync): number {
  const found = db.prepare("SELECT value FROM meta WHERE key = 'schema_version'").get();
  return found === undefined ? 0 : Number(found['value']);
}
