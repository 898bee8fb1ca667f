/**
 * The tables of the schema as data, for copying and comparing whole databases. They stand in the
 * order their references need. A test holds them against the schema of both kinds of database.
 */
import { bytes, flag, integer, text } from '../columns.ts';
import type { Columns } from '../columns.ts';

/** How a column is kept: an instant is text in SQLite, a flag 0 or 1. Bytes travel as base64. */
export type ColumnKind = 'text' | 'integer' | 'flag' | 'instant' | 'bytes';

export type Table = {
  name: string;
  /** The primary key; sorted by it, a table has one order in both kinds of database. */
  key: readonly string[];
  columns: Readonly<Record<string, ColumnKind>>;
};

const inAccount = { id: 'text', createdAt: 'instant', updatedAt: 'instant' } as const;

/** Made anew from the others by whoever needs them. */
export const DERIVED: readonly string[] = ['note_index', 'note_terms', 'note_times'];

export const TABLES: readonly Table[] = [
  {
    name: 'groups',
    key: ['group_id'],
    columns: {
      group_id: 'text',
      head: 'integer',
      last_at: 'integer',
      personal_owner: 'text',
      purged: 'integer',
      purged_revs: 'integer',
    },
  },
  {
    name: 'records',
    key: ['group_id', 'id'],
    columns: {
      group_id: 'text',
      id: 'text',
      kind: 'text',
      author: 'text',
      rev: 'integer',
      seq: 'integer',
      deleted: 'flag',
      body: 'text',
      field_revs: 'text',
      deleted_at: 'integer',
      target: 'text',
      slot: 'text',
      seen_by: 'text',
    },
  },
  {
    name: 'memberships',
    key: ['group_id', 'member'],
    columns: { group_id: 'text', member: 'text', record: 'text', role: 'text', status: 'text' },
  },
  {
    name: 'ops',
    key: ['group_id', 'author', 'op_id'],
    columns: { group_id: 'text', author: 'text', op_id: 'text', record: 'text', rev: 'integer', at: 'integer' },
  },
  { name: 'invitations', key: ['group_id'], columns: { group_id: 'text', code: 'text', code_hash: 'text' } },
  {
    name: 'moderations',
    key: ['group_id', 'seq'],
    columns: {
      group_id: 'text',
      seq: 'integer',
      at: 'integer',
      actor: 'text',
      act: 'text',
      subject: 'text',
      role: 'text',
    },
  },
  {
    name: 'reports',
    key: ['group_id', 'note', 'reporter'],
    columns: { group_id: 'text', note: 'text', reporter: 'text', reason: 'text', at: 'integer' },
  },
  {
    name: 'images',
    key: ['group_id', 'id'],
    columns: {
      group_id: 'text',
      id: 'text',
      author: 'text',
      type: 'text',
      width: 'integer',
      height: 'integer',
      size: 'integer',
      at: 'integer',
      unused_since: 'integer',
      body: 'bytes',
    },
  },
  {
    name: 'annotation_names',
    key: ['group_id', 'name'],
    columns: { group_id: 'text', name: 'text', id: 'text' },
  },
  {
    name: 'feeds',
    key: ['group_id', 'member'],
    columns: { group_id: 'text', member: 'text', hash: 'text', created: 'integer' },
  },
  {
    name: 'webhooks',
    key: ['group_id', 'id'],
    columns: {
      group_id: 'text',
      id: 'text',
      url: 'text',
      secret: 'text',
      created: 'integer',
      upto: 'integer',
      attempts: 'integer',
      due: 'integer',
      disabled: 'text',
      maker: 'text',
    },
  },
  {
    name: 'webhook_log',
    key: ['group_id', 'webhook', 'at'],
    columns: { group_id: 'text', webhook: 'text', at: 'integer', status: 'integer', error: 'text' },
  },
  {
    name: 'account_user',
    key: ['id'],
    columns: { ...inAccount, name: 'text', email: 'text', emailVerified: 'flag', image: 'text', guest: 'flag' },
  },
  {
    name: 'account_session',
    key: ['id'],
    columns: {
      ...inAccount,
      expiresAt: 'instant',
      token: 'text',
      ipAddress: 'text',
      userAgent: 'text',
      userId: 'text',
    },
  },
  {
    name: 'account_credential',
    key: ['id'],
    columns: {
      ...inAccount,
      accountId: 'text',
      providerId: 'text',
      userId: 'text',
      accessToken: 'text',
      refreshToken: 'text',
      idToken: 'text',
      accessTokenExpiresAt: 'instant',
      refreshTokenExpiresAt: 'instant',
      scope: 'text',
      password: 'text',
    },
  },
  {
    name: 'account_passkey',
    key: ['id'],
    columns: {
      ...inAccount,
      userId: 'text',
      credential: 'text',
      publicKey: 'text',
      algorithm: 'integer',
      counter: 'integer',
      device: 'text',
      usedAt: 'instant',
    },
  },
  {
    name: 'personal_tokens',
    key: ['id'],
    columns: { id: 'text', account: 'text', name: 'text', hash: 'text', created: 'integer', used: 'integer' },
  },
  {
    name: 'account_verification',
    key: ['id'],
    columns: { ...inAccount, identifier: 'text', value: 'text', expiresAt: 'instant' },
  },
];

/** A row's values in the order of the table's columns: text, numbers, booleans, ISO 8601 instants, base64. */
export type Values = (string | number | boolean | null)[];

/** The same values from either kind of database. */
export function toValues(table: Table, row: Columns): Values {
  return Object.entries(table.columns).map(([column, kind]) => {
    const value = row[column];
    if (value === null) return null;
    switch (kind) {
      case 'text':
        return text(row, column);
      case 'integer':
        return integer(row, column);
      case 'flag':
        return flag(row, column);
      case 'bytes':
        return bytes(row, column).toString('base64');
      case 'instant':
        return (value instanceof Date ? value : new Date(text(row, column))).toISOString();
    }
  });
}

/** Where a row stands in its table's order. */
export function keyOf(table: Table, values: Values): Values {
  const columns = Object.keys(table.columns);
  return table.key.map((column) => values[columns.indexOf(column)] ?? null);
}

/** SQL for the rows after a key, in order. @param place writes the nth parameter, counted from 1 */
export function rowsAfter(table: Table, hasKey: boolean, limit: number, place: (n: number) => string): string {
  const columns = Object.keys(table.columns).map((column) => `"${column}"`);
  const key = table.key.map((column) => `"${column}"`).join(', ');
  const after = hasKey ? `WHERE (${key}) > (${table.key.map((_, at) => place(at + 1)).join(', ')})` : '';
  return `SELECT ${columns.join(', ')} FROM ${table.name} ${after} ORDER BY ${key} LIMIT ${limit}`;
}
