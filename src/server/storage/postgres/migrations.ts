/**
 * The schema of PostgreSQL as numbered steps forward; a released step is never changed. It says
 * the same as SQLite's (sqlite/migrations.ts) in types of its own. Every table of records leads
 * with its group, so that the schema can be distributed by it. Ids sort by their bytes, as in
 * SQLite, whatever the database's language.
 */
import type { ClientBase } from 'pg';
import { SchemaError } from '../storage.ts';

const STEPS: readonly string[] = [
  `
  CREATE TABLE groups (
    group_id TEXT COLLATE "C" PRIMARY KEY,
    head BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    personal_owner TEXT COLLATE "C"
  );
  CREATE UNIQUE INDEX groups_personal ON groups (personal_owner) WHERE personal_owner IS NOT NULL;

  CREATE TABLE records (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    id TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    author TEXT COLLATE "C" NOT NULL,
    rev BIGINT NOT NULL,
    seq BIGINT NOT NULL,
    deleted BOOLEAN NOT NULL,
    body TEXT NOT NULL,
    field_revs TEXT NOT NULL,
    PRIMARY KEY (group_id, id)
  );
  CREATE UNIQUE INDEX records_seq ON records (group_id, seq);
  CREATE INDEX records_id ON records (id);

  CREATE TABLE memberships (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    member TEXT COLLATE "C" NOT NULL,
    record TEXT COLLATE "C" NOT NULL,
    role TEXT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (group_id, member)
  );
  CREATE INDEX memberships_member ON memberships (member, status);

  CREATE TABLE ops (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    author TEXT COLLATE "C" NOT NULL,
    op_id TEXT COLLATE "C" NOT NULL,
    record TEXT COLLATE "C" NOT NULL,
    rev BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (group_id, author, op_id)
  );

  CREATE TABLE invitations (
    group_id TEXT COLLATE "C" PRIMARY KEY REFERENCES groups,
    code TEXT NOT NULL,
    code_hash TEXT COLLATE "C" NOT NULL UNIQUE
  );
  `,
  // Accounts, in the columns better-auth 1.7 expects (accounts/better-auth.ts names the tables).
  `
  CREATE TABLE account_user (
    id TEXT COLLATE "C" PRIMARY KEY,
    name TEXT NOT NULL,
    email TEXT NOT NULL UNIQUE,
    "emailVerified" BOOLEAN NOT NULL,
    image TEXT,
    guest BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ NOT NULL,
    "updatedAt" TIMESTAMPTZ NOT NULL
  );
  CREATE TABLE account_session (
    id TEXT COLLATE "C" PRIMARY KEY,
    "expiresAt" TIMESTAMPTZ NOT NULL,
    token TEXT NOT NULL UNIQUE,
    "createdAt" TIMESTAMPTZ NOT NULL,
    "updatedAt" TIMESTAMPTZ NOT NULL,
    "ipAddress" TEXT,
    "userAgent" TEXT,
    "userId" TEXT COLLATE "C" NOT NULL REFERENCES account_user (id) ON DELETE CASCADE
  );
  CREATE INDEX account_session_user ON account_session ("userId");
  CREATE TABLE account_credential (
    id TEXT COLLATE "C" PRIMARY KEY,
    "accountId" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "userId" TEXT COLLATE "C" NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
    "accessToken" TEXT,
    "refreshToken" TEXT,
    "idToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ,
    "refreshTokenExpiresAt" TIMESTAMPTZ,
    scope TEXT,
    password TEXT,
    "createdAt" TIMESTAMPTZ NOT NULL,
    "updatedAt" TIMESTAMPTZ NOT NULL
  );
  CREATE INDEX account_credential_user ON account_credential ("userId");
  CREATE TABLE account_verification (
    id TEXT COLLATE "C" PRIMARY KEY,
    identifier TEXT NOT NULL,
    value TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ NOT NULL,
    "createdAt" TIMESTAMPTZ NOT NULL,
    "updatedAt" TIMESTAMPTZ NOT NULL
  );
  CREATE INDEX account_verification_identifier ON account_verification (identifier);
  `,
  // Tombstones are kept for a time, and a group remembers up to where it has forgotten them (ADR 0022).
  // The rows of tombstones hold no words, so that their text is always JSON that PostgreSQL reads.
  `
  ALTER TABLE groups ADD COLUMN purged BIGINT NOT NULL DEFAULT 0;
  ALTER TABLE groups ADD COLUMN purged_revs BIGINT NOT NULL DEFAULT 0;
  ALTER TABLE records ADD COLUMN deleted_at BIGINT;
  UPDATE records SET deleted_at = 1000 * extract(epoch FROM (body::jsonb ->> 'updated')::timestamptz)::bigint WHERE deleted;
  CREATE INDEX records_deleted ON records (deleted_at) WHERE deleted_at IS NOT NULL;
  `,
  // What was done to others in a group, by whom, with nobody's words; a row of it is never changed. And passkeys.
  `
  CREATE TABLE moderations (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C",
    act TEXT NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    role TEXT,
    PRIMARY KEY (group_id, seq)
  );
  CREATE FUNCTION moderations_stay() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'what was noted of moderation stays as it is'; END $$;
  CREATE TRIGGER moderations_stay BEFORE UPDATE ON moderations
    FOR EACH ROW EXECUTE FUNCTION moderations_stay();

  CREATE TABLE account_passkey (
    id TEXT COLLATE "C" PRIMARY KEY,
    "userId" TEXT COLLATE "C" NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
    credential TEXT NOT NULL UNIQUE,
    "publicKey" TEXT NOT NULL,
    algorithm BIGINT NOT NULL,
    counter BIGINT NOT NULL,
    device TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ NOT NULL,
    "updatedAt" TIMESTAMPTZ NOT NULL,
    "usedAt" TIMESTAMPTZ
  );
  CREATE INDEX account_passkey_user ON account_passkey ("userId");
  `,
  // What notes are looked for by where a device holds a part of a group only (ADR 0030). Made from the records, and never copied.
  `
  CREATE TABLE note_terms (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    term TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (group_id, term, id)
  );
  CREATE INDEX note_terms_id ON note_terms (group_id, id);
  CREATE TABLE note_index (group_id TEXT COLLATE "C" PRIMARY KEY REFERENCES groups, upto BIGINT NOT NULL);
  `,
  // Reactions (ADR 0037): the note of a living one, what there is one of, and who alone may read it besides its author.
  `
  ALTER TABLE records ADD COLUMN target TEXT COLLATE "C";
  ALTER TABLE records ADD COLUMN slot TEXT COLLATE "C";
  ALTER TABLE records ADD COLUMN seen_by TEXT COLLATE "C";
  CREATE INDEX records_target ON records (group_id, target) WHERE target IS NOT NULL;
  CREATE INDEX records_seen_by ON records (group_id, seq) WHERE seen_by IS NOT NULL;
  `,
  // What members report of notes to the hosts of their group (ADR 0043).
  `
  CREATE TABLE reports (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    note TEXT COLLATE "C" NOT NULL,
    reporter TEXT COLLATE "C" NOT NULL,
    reason TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (group_id, note, reporter)
  );
  CREATE INDEX reports_reporter ON reports (reporter);
  `,
  // Tokens by which tools of others act for an account, and the time and place of each note in their search (ADR 0046): the
  // latter is made from the records, so that all groups are indexed anew when somebody next asks.
  `
  CREATE TABLE personal_tokens (
    id TEXT COLLATE "C" PRIMARY KEY,
    account TEXT COLLATE "C" NOT NULL REFERENCES account_user (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL UNIQUE,
    created BIGINT NOT NULL,
    used BIGINT
  );
  CREATE INDEX personal_tokens_account ON personal_tokens (account);

  CREATE TABLE note_times (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    id TEXT COLLATE "C" NOT NULL,
    author TEXT COLLATE "C" NOT NULL,
    above TEXT NOT NULL,
    created BIGINT NOT NULL UNIQUE,
    updated BIGINT NOT NULL UNIQUE,
    PRIMARY KEY (group_id, id)
  );
  CREATE INDEX note_times_created ON note_times (group_id, created);
  CREATE INDEX note_times_updated ON note_times (group_id, updated);
  CREATE INDEX note_times_author ON note_times (group_id, author, updated);
  DELETE FROM note_index;
  `,
  // Pictures in notes (ADR 0051): bytes beside the history, each counted for the account that sent it.
  `
  CREATE TABLE images (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    id TEXT COLLATE "C" NOT NULL,
    author TEXT COLLATE "C",
    type TEXT NOT NULL,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    size BIGINT NOT NULL,
    at BIGINT NOT NULL,
    unused_since BIGINT,
    body BYTEA NOT NULL,
    PRIMARY KEY (group_id, id)
  );
  CREATE INDEX images_author ON images (author, size);
  `,
  // Groups as collections of annotations (ADR 0047): notes by number, and the names that clients asked for. And who reads a
  // group as a feed, by which address, and where its notes are told (ADR 0048).
  `
  CREATE INDEX records_notes ON records (group_id, seq) WHERE kind = 'annotation' AND NOT deleted;
  CREATE TABLE annotation_names (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    name TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (group_id, name)
  );
  CREATE UNIQUE INDEX annotation_names_id ON annotation_names (group_id, id);

  CREATE TABLE feeds (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    member TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL UNIQUE,
    created BIGINT NOT NULL,
    PRIMARY KEY (group_id, member)
  );

  CREATE TABLE webhooks (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    id TEXT COLLATE "C" NOT NULL,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    created BIGINT NOT NULL,
    upto BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    due BIGINT NOT NULL,
    disabled TEXT,
    PRIMARY KEY (group_id, id)
  );
  CREATE TABLE webhook_log (
    group_id TEXT COLLATE "C" NOT NULL REFERENCES groups,
    webhook TEXT COLLATE "C" NOT NULL,
    at BIGINT NOT NULL,
    status BIGINT,
    error TEXT,
    PRIMARY KEY (group_id, webhook, at)
  );
  `,
  // Who answers for a webhook. Nobody knows of those that were made before: they are paused until a host takes them over. And times
  // before 1684, which cannot be read: these groups are indexed anew.
  `
  ALTER TABLE webhooks ADD COLUMN maker TEXT COLLATE "C";
  UPDATE webhooks SET disabled = 'maker';
  DELETE FROM note_index WHERE group_id IN (SELECT group_id FROM note_times WHERE created < -9007199254740000);
  DELETE FROM note_times WHERE created < -9007199254740000;
  `,
];

export const SCHEMA_VERSION = STEPS.length;

/** Key of `meta` while another database is being copied into this one: that one's epoch. */
export const COPYING = 'copying';

/** Our own lock: processes that start at once migrate one after the other. Any number, the same for ever. */
const MIGRATION_LOCK = 7_265_914_203;

/** Brings the database to the newest schema, each step in its own transaction. */
export async function migrate(client: ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    await client.query('CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)');
    const from = Number((await readMeta(client, 'schema_version')) ?? 0);
    if (from > SCHEMA_VERSION) {
      throw new SchemaError(
        `The database has schema ${from}, this endpoint knows ${SCHEMA_VERSION}: start a newer endpoint, or restore an older backup.`,
      );
    }
    for (let version = from + 1; version <= SCHEMA_VERSION; version++) {
      await client.query('BEGIN');
      try {
        await client.query(STEPS[version - 1] ?? '');
        await writeMeta(client, 'schema_version', String(version));
        await client.query('COMMIT');
      } catch (error) {
        await client.query('ROLLBACK');
        throw error;
      }
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}

/** 0 for a database that holds nothing of ours yet. */
export async function schemaVersion(client: Pick<ClientBase, 'query'>): Promise<number> {
  const { rows } = await client.query<{ is_there: boolean }>("SELECT to_regclass('meta') IS NOT NULL AS is_there");
  return rows[0]?.is_there ? Number((await readMeta(client, 'schema_version')) ?? 0) : 0;
}

export async function readMeta(client: Pick<ClientBase, 'query'>, key: string): Promise<string | null> {
  const { rows } = await client.query<{ value: string }>('SELECT value FROM meta WHERE key = $1', [key]);
  return rows[0]?.value ?? null;
}

export async function writeMeta(client: Pick<ClientBase, 'query'>, key: string, value: string): Promise<void> {
  await client.query(
    'INSERT INTO meta (key, value) VALUES ($1, $2) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    [key, value],
  );
}
