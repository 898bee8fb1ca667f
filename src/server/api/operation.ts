/** What is said of one route of the endpoint (operations.ts, account-operations.ts). */
import type { ErrorCode } from '../../protocol/errors.ts';
import type { SchemaName } from './schemas.ts';

export type Operation = {
  method: 'get' | 'post' | 'put' | 'delete';
  /** As the router has it, with `:name` for a part. */
  path: string;
  tag: 'Accounts' | 'Sync' | 'Groups' | 'Pages' | 'Operation';
  summary: string;
  description?: string;
  /** `optional`: a guest's token upgrades that guest. */
  token: 'required' | 'optional' | 'none';
  query?: Readonly<Record<string, { description: string; pattern: string }>>;
  body?: SchemaName;
  /** What a success is: JSON of a shape, another media type, or nothing. */
  answer: { status: number; schema: SchemaName } | { status: number; media: string } | { status: number };
  /** Pages that say no, by status. */
  refusals?: Readonly<Record<number, string>>;
  errors: readonly ErrorCode[];
};

/** What every request with a body, or with a token, may be answered. */
export const BODY_ERRORS = ['bad_request', 'invalid', 'too_large', 'invalid_media'] as const;
export const TOKEN_ERRORS = ['unauthorised', 'too_many'] as const;
