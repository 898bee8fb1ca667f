CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE groups (
    group_id TEXT PRIMARY KEY,
    head INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    personal_owner TEXT
  , purged INTEGER NOT NULL DEFAULT 0, purged_revs INTEGER NOT NULL DEFAULT 0) STRICT;
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
    field_revs TEXT NOT NULL, deleted_at INTEGER,
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
CREATE INDEX records_deleted ON records (deleted_at) WHERE deleted_at IS NOT NULL;
INSERT INTO meta VALUES ('schema_version', '3');
