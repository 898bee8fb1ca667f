/** The configuration from the environment (README, environment table). Every wrong value is named at once. */
import { isIP } from 'node:net';
import * as v from 'valibot';
import { LOG_LEVELS } from './log/levels.ts';
import type { LogLevel } from './log/levels.ts';
import { IMAGE_ROOM, type ImageRoom } from './images/image-room.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

/** 0 takes none at all. */
const megabytes = (name: string) =>
  v.optional(
    v.pipe(v.string(), v.regex(/^\d{1,7}$/, `${name} must be a number of megabytes, 0 for none.`), v.transform(Number)),
  );

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
    v.pipe(
      v.string(),
      v.regex(
        /^(file:.+|postgres(ql)?:\/\/[^/\s]+\/[^\s]+)$/,
        'DATABASE_URL must be file:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE.',
      ),
    ),
    'file:data/commonplace.db',
  ),
  DATABASE_CONNECTIONS: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,3}$/, 'DATABASE_CONNECTIONS must be a number from 2 to 200.'),
      v.transform(Number),
      v.minValue(2, 'DATABASE_CONNECTIONS must be a number from 2 to 200.'),
      v.maxValue(200, 'DATABASE_CONNECTIONS must be a number from 2 to 200.'),
    ),
    '10',
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
  TRUSTED_PROXIES: v.optional(
    v.pipe(
      v.string(),
      v.transform((list) => list.split(',').map((range) => range.trim())),
      v.everyItem(isRange, 'TRUSTED_PROXIES must be addresses or networks with commas between, e.g. 172.16.0.0/12.'),
    ),
  ),
  SAMPLE: v.optional(v.picklist(['0', '1'], 'SAMPLE must be 0 or 1.'), '0'),
  LOG_LEVEL: v.optional(v.picklist(LOG_LEVELS, `LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`)),
  METRICS_TOKEN: v.optional(
    v.pipe(v.string(), v.regex(/^\S{16,512}$/, 'METRICS_TOKEN must have 16 characters or more, and no spaces.')),
  ),
  OIDC_ISSUER: v.optional(
    v.pipe(
      v.string(),
      v.check(isIssuer, 'OIDC_ISSUER must be the https:// address that the identity provider names as its issuer.'),
    ),
  ),
  OIDC_CLIENT_ID: v.optional(v.string()),
  OIDC_CLIENT_SECRET: v.optional(v.string()),
  OIDC_NAME: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(60, 'OIDC_NAME must have 60 characters or fewer.'))),
  IMAGE_MB_PER_GROUP: megabytes('IMAGE_MB_PER_GROUP'),
  IMAGE_MB_PER_ACCOUNT: megabytes('IMAGE_MB_PER_ACCOUNT'),
  WEBHOOK_PRIVATE: v.optional(v.picklist(['0', '1'], 'WEBHOOK_PRIVATE must be 0 or 1.'), '0'),
  TOMBSTONE_DAYS: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d{1,5}$/, 'TOMBSTONE_DAYS must be a number of days, 30 or more.'),
      v.transform(Number),
      v.minValue(30, 'TOMBSTONE_DAYS must be a number of days, 30 or more.'),
    ),
  ),
});

export type DatabaseConfig =
  | { kind: 'sqlite'; path: string }
  /** `connections`: for reading and writing together; one more listens. */
  | { kind: 'postgres'; url: string; connections: number };

/** An identity provider (OpenID Connect), and what we are there. `name` is what its users call it. */
export type OidcConfig = { issuer: string; clientId: string; clientSecret: string; name: string };

export type Config = {
  port: number;
  host: string;
  database: DatabaseConfig;
  /** Null: made from host and port once the port is known. */
  publicUrl: string | null;
  /** Null on a loopback host over SQLite: made once and kept beside the database. */
  secret: string | null;
  /** Addresses and networks that X-Forwarded-For is believed from, beside this machine. */
  proxies: readonly string[];
  sample: boolean;
  /** Absent: no single sign-on. */
  oidc?: OidcConfig;
  logLevel?: LogLevel;
  /** Without one, /metrics is for this machine only. */
  metricsToken?: string;
  /** What pictures may take up, in bytes. */
  imageRoom?: ImageRoom;
  /** Webhooks may lead into the endpoint's own network, and be without TLS. */
  webhooksMayBePrivate?: boolean;
  /** How long it is remembered that a note was deleted; absent = 400. */
  tombstoneDays?: number;
};

export class ConfigError extends Error {}

/** Throws a ConfigError that says what to change. */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  // An empty value is how shells and compose files say "not set".
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const parsed = v.safeParse(environment, set);
  if (!parsed.success) throw new ConfigError(parsed.issues.map((issue) => issue.message).join('\n'));
  const { PORT, HOST, DATABASE_URL, DATABASE_CONNECTIONS, PUBLIC_URL, SECRET } = parsed.output;
  const { TRUSTED_PROXIES, SAMPLE, LOG_LEVEL, METRICS_TOKEN, TOMBSTONE_DAYS, WEBHOOK_PRIVATE } = parsed.output;
  if (SECRET === undefined && !LOOPBACK.has(HOST)) {
    throw new ConfigError(
      `SECRET is needed when HOST (${HOST}) can be reached from other machines: openssl rand -base64 32`,
    );
  }
  const database: DatabaseConfig = DATABASE_URL.startsWith('file:')
    ? { kind: 'sqlite', path: DATABASE_URL.slice('file:'.length) }
    : { kind: 'postgres', url: DATABASE_URL, connections: DATABASE_CONNECTIONS };
  if (SECRET === undefined && database.kind === 'postgres') {
    throw new ConfigError('SECRET is needed, the same for every process over one PostgreSQL: openssl rand -base64 32');
  }
  const oidc = oidcOf(parsed.output);
  const imageRoom = imageRoomOf(parsed.output);
  return {
    port: PORT,
    host: HOST,
    database,
    publicUrl: PUBLIC_URL ?? null,
    secret: SECRET ?? null,
    proxies: TRUSTED_PROXIES ?? [],
    sample: SAMPLE === '1',
    ...(oidc && { oidc }),
    ...(imageRoom && { imageRoom }),
    ...(LOG_LEVEL && { logLevel: LOG_LEVEL }),
    ...(METRICS_TOKEN !== undefined && { metricsToken: METRICS_TOKEN }),
    ...(WEBHOOK_PRIVATE === '1' && { webhooksMayBePrivate: true }),
    ...(TOMBSTONE_DAYS !== undefined && { tombstoneDays: TOMBSTONE_DAYS }),
  };
}

function imageRoomOf(set: v.InferOutput<typeof environment>): ImageRoom | null {
  const { IMAGE_MB_PER_GROUP: group, IMAGE_MB_PER_ACCOUNT: account } = set;
  if (group === undefined && account === undefined) return null;
  const bytes = (mb: number | undefined, otherwise: number): number => (mb === undefined ? otherwise : mb * 1_000_000);
  return { group: bytes(group, IMAGE_ROOM.group), account: bytes(account, IMAGE_ROOM.account) };
}

/** All of it or nothing: with a part of it nobody could sign in, and nobody would know why. */
function oidcOf(set: v.InferOutput<typeof environment>): OidcConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = set;
  if ([issuer, clientId, clientSecret, name].every((one) => one === undefined)) return null;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new ConfigError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are needed together for single sign-on.');
  }
  return { issuer, clientId, clientSecret, name: name ?? new URL(issuer).hostname.slice(0, 60) };
}

/** Without TLS on this machine only: who answers in its stead could let anybody in. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, search, hash } = new URL(text);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname.replace(/^\[|\]$/g, '')));
  return isSafe && search === '' && hash === '';
}

/** An IP address, or a network of them. */
function isRange(range: string): boolean {
  const [address = '', bits = '0', ...rest] = range.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most && rest.length === 0;
}

/** The address of a host and port as others write it. */
export function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
