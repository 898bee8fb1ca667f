/** The environment: defaults, and a message for each wrong value. */
import { describe, expect, test } from 'vitest';
import { loadConfig, urlOf } from '../../src/server/config.ts';

test('with nothing set it serves this machine only, from a file', () => {
  expect(loadConfig({})).toEqual({
    port: 8787,
    host: '127.0.0.1',
    database: { kind: 'sqlite', path: 'data/commonplace.db' },
    publicUrl: null,
    secret: null,
    proxies: [],
    sample: false,
  });
});

test('what is set is taken, and an empty value is none', () => {
  const secret = 's'.repeat(32);
  const env = {
    PORT: '0',
    HOST: '0.0.0.0',
    DATABASE_URL: 'file:/var/lib/notes.db',
    PUBLIC_URL: 'https://notes.example.org/',
    SECRET: secret,
    TRUSTED_PROXIES: '172.16.0.0/12, ::1',
    SAMPLE: '',
    TOMBSTONE_DAYS: '60',
  };
  expect(loadConfig(env)).toEqual({
    port: 0,
    host: '0.0.0.0',
    database: { kind: 'sqlite', path: '/var/lib/notes.db' },
    publicUrl: 'https://notes.example.org',
    secret,
    proxies: ['172.16.0.0/12', '::1'],
    tombstoneDays: 60,
    sample: false,
  });
});

test('a PostgreSQL is taken with the secret that its processes share', () => {
  const env = { DATABASE_URL: 'postgres://c:pw@db:5432/commonplace?sslmode=require', SECRET: 's'.repeat(32) };
  expect(loadConfig(env).database).toEqual({ kind: 'postgres', url: env.DATABASE_URL, connections: 10 });
  expect(loadConfig({ ...env, DATABASE_CONNECTIONS: '20' }).database).toMatchObject({ connections: 20 });
});

describe('single sign-on', () => {
  const set = { OIDC_ISSUER: 'https://login.school.example/realm', OIDC_CLIENT_ID: 'notes', OIDC_CLIENT_SECRET: 'pw' };

  test('is what three values say, and called as its users call it, or by its address', () => {
    const oidc = { issuer: set.OIDC_ISSUER, clientId: 'notes', clientSecret: 'pw' };
    expect(loadConfig(set).oidc).toEqual({ ...oidc, name: 'login.school.example' });
    expect(loadConfig({ ...set, OIDC_NAME: ' The School ' }).oidc).toEqual({ ...oidc, name: 'The School' });
    expect(loadConfig({ ...set, OIDC_ISSUER: 'http://[::1]:9000' }).oidc?.issuer).toBe('http://[::1]:9000');
  });

  test.each(Object.keys(set))('without %s does not start', (name) => {
    expect(() => loadConfig({ ...set, [name]: '' })).toThrow(/^OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET/);
  });

  test.each(['http://login.school.example', 'login.school.example', 'https://school.example/?a', 'ftp://127.0.0.1'])(
    'with %s as issuer does not start',
    (issuer) => expect(() => loadConfig({ ...set, OIDC_ISSUER: issuer })).toThrow(/^OIDC_ISSUER must be/),
  );
});

describe('a wrong value is named', () => {
  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: '70000' }, /^PORT must be/],
    [{ PORT: '-1' }, /^PORT must be/],
    [{ PORT: '8787x' }, /^PORT must be/],
    [{ HOST: 'http://here' }, /^HOST must be/],
    [{ HOST: '0.0.0.0' }, /^SECRET is needed/],
    [{ SECRET: 'short' }, /^SECRET must have/],
    [{ DATABASE_URL: 'postgres://db' }, /^DATABASE_URL must be/],
    [{ DATABASE_URL: 'mysql://db/commonplace' }, /^DATABASE_URL must be/],
    [{ DATABASE_URL: 'postgres://db/commonplace' }, /^SECRET is needed, the same/],
    [{ DATABASE_CONNECTIONS: '1' }, /^DATABASE_CONNECTIONS must be/],
    [{ DATABASE_CONNECTIONS: 'many' }, /^DATABASE_CONNECTIONS must be/],
    [{ TRUSTED_PROXIES: 'caddy' }, /^TRUSTED_PROXIES must be/],
    [{ TRUSTED_PROXIES: '10.0.0.0/33' }, /^TRUSTED_PROXIES must be/],
    [{ PUBLIC_URL: 'notes.example.org' }, /^PUBLIC_URL must be/],
    [{ PUBLIC_URL: 'https://notes.example.org/path' }, /^PUBLIC_URL must be/],
    [{ SAMPLE: 'yes' }, /^SAMPLE must be/],
    [{ PORT: 'x', SAMPLE: 'yes' }, /PORT must be[^]*SAMPLE must be/],
  ];
  test.each(wrong)('%j', (env, message) => {
    expect(() => loadConfig(env)).toThrow(message);
  });
});

test('an IPv6 host is written in brackets', () => {
  expect([urlOf('::1', 80), urlOf('localhost', 8787)]).toEqual(['http://[::1]:80', 'http://localhost:8787']);
});
