/** What is said of one route of the endpoint (operations.ts, account-operations.ts). */
import type { ErrorCode } from '../../protocol/errors.ts';
import type { SchemaName } from './schemas.ts';

export type Operation = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** As the router has it, with `:name` for a part. */
  path: string;
  tag: 'Accounts' | 'Sync' | 'Groups' | 'Tools' | 'Annotations' | 'Pages' | 'Operation';
  summary: string;
  /** Where method and path would be another's. */
  operationId?: string;
  description?: string;
  /** `optional`: a guest's token upgrades that guest. `personal`: another token than a session's, and without it nothing is there. */
  token: 'required' | 'optional' | 'personal' | 'none';
  query?: Readonly<Record<string, { description: string; pattern: string }>>;
  /** JSON of a shape, or another media type. */
  body?: SchemaName | { media: string };
  /** Of bodies and answers that have a shape, where it is not plain JSON. */
  json?: 'application/ld+json';
  /** What a success is: JSON of a shape, another media type, or nothing. */
  answer: { status: number; schema: SchemaName } | { status: number; media: string } | { status: number };
  /** Pages that say no, by status. */
  refusals?: Readonly<Record<number, string>>;
  errors: readonly ErrorCode[];
  /** The shape of its errors, where it is not ours. */
  error?: SchemaName;
};

/** What every request with a body, or with a token, may be answered. */
export const BODY_ERRORS = ['bad_request', 'invalid', 'too_large', 'invalid_media'] as const;
export const TOKEN_ERRORS = ['unauthorised', 'too_many'] as const;
