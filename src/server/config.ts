/** The configuration from the environment (README, environment table). Every wrong value is named at once. */
import * as v from 'valibot';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

const environment = v.object({
  PORT: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, 'PORT must be a number from 0 to 65535 (0 takes a free one).'),
      v.transform(Number),
      v.maxValue(65_535, 'PORT must be a number from 0 to 65535 (0 takes a free one).'),
    ),
    '8787',
  ),
  HOST: v.optional(
    v.pipe(v.string(), v.regex(/^[\w.:-]+$/, 'HOST must be a host name or an address, e.g. 127.0.0.1 or 0.0.0.0.')),
    '127.0.0.1',
  ),
  DATABASE_URL: v.optional(
    v.pipe(v.string(), v.regex(/^file:.+$/, 'DATABASE_URL must be file:PATH; this version keeps its data in a file.')),
    'file:data/commonplace.db',
  ),
  PUBLIC_URL: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^https?:\/\/[^/?#@\s]+\/?$/, 'PUBLIC_URL must be http(s)://host[:port], without a path.'),
      v.transform((url) => url.replace(/\/$/, '')),
    ),
  ),
  SECRET: v.optional(
    v.pipe(v.string(), v.minLength(32, 'SECRET must have 32 characters or more, e.g. from: openssl rand -base64 32')),
  ),
  SAMPLE: v.optional(v.picklist(['0', '1'], 'SAMPLE must be 0 or 1.'), '0'),
});

export type Config = {
  port: number;
  host: string;
  databasePath: string;
  /** Null: made from host and port once the port is known. */
  publicUrl: string | null;
  /** Null on a loopback host: made once and kept beside the database. */
  secret: string | null;
  sample: boolean;
};

export class ConfigError extends Error {}

/** Throws a ConfigError that says what to change. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty value is how shells and compose files say "not set".
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = v.safeParse(environment, set);
  if (!parsed.success) throw new ConfigError(parsed.issues.map((issue) => issue.message).join('\n'));
  const { PORT, HOST, DATABASE_URL, PUBLIC_URL, SECRET, SAMPLE } = parsed.output;
  if (SECRET === undefined && !LOOPBACK.has(HOST)) {
    throw new ConfigError(
      `SECRET is needed when HOST (${HOST}) can be reached from other machines: openssl rand -base64 32`,
    );
  }
  return {
    port: PORT,
    host: HOST,
    databasePath: DATABASE_URL.slice('file:'.length),
    publicUrl: PUBLIC_URL ?? null,
    secret: SECRET ?? null,
    sample: SAMPLE === '1',
  };
}

/** The address of a host and port as others write it. */
export function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
