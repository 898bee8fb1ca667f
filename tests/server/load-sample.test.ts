/** The sample class, loaded into a real endpoint through its public interface. */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEndpoint } from '../../src/server/endpoint.ts';
import type { Endpoint } from '../../src/server/endpoint.ts';
import { loadSampleClass } from '../../src/server/sample/load.ts';
import type { LoadedClass } from '../../src/server/sample/load.ts';
import { readClass } from '../../src/server/sample/sample-class.ts';
import { Learner, request, temporaryFolder } from './class.ts';

let folder: string;
let endpoint: Endpoint;
let loaded: LoadedClass;
const load = (): Promise<LoadedClass> => loadSampleClass(endpoint.url, { stateFile: join(folder, 'sample.json') });

beforeAll(async () => {
  folder = temporaryFolder();
  const config = {
    port: 0,
    host: '127.0.0.1',
    database: { kind: 'sqlite', path: join(folder, 'c.db') } as const,
    publicUrl: null,
    secret: null,
    proxies: [],
    sample: true,
  };
  endpoint = await startEndpoint(config);
  loaded = await load();
});
afterAll(async () => {
  await endpoint.stop();
  rmSync(folder, { recursive: true });
});

test('everybody of the class is in the group, and every note is there under its author and its age', async () => {
  const sample = readClass();
  const [owner] = loaded.members;
  if (!owner) throw new Error('no owner');
  const rows = await new Learner(endpoint.url, owner.session).rows(loaded.group);
  const names = rows.flatMap((row) => (row.kind === 'membership' && !row.deleted ? [row.fields.name] : []));
  expect(names.sort()).toEqual(sample.members.map((one) => one.name).sort());
  for (const { name, role } of sample.members) {
    expect(rows.find((row) => row.kind === 'membership' && !row.deleted && row.fields.name === name)).toMatchObject({
      fields: { role, status: 'active' },
    });
  }
  const notes = rows.flatMap((row) => (row.kind === 'annotation' && !row.deleted ? [row] : []));
  expect(notes.map((row) => row.fields.text)).toEqual(sample.notes.map((note) => note.text));
  for (const [at, row] of notes.entries()) {
    const written = sample.notes[at];
    expect(row.author).toBe(loaded.members.find((one) => one.key === written?.by)?.session.user.id);
    expect((Date.now() - Date.parse(row.created)) / 86_400_000).toBeCloseTo(written?.daysAgo ?? -1, 2);
    expect(row.fields.target.selectors.length).toBe(written && 'quote' in written ? 2 : 0);
    const source = await request(row.fields.target.source, 'GET', '');
    expect(source.status).toBe(200);
  }
});

test('an invitation leads into it', async () => {
  const page = await fetch(loaded.invitationUrl);
  expect([page.status, (await page.text()).includes(readClass().group.name)]).toEqual([200, true]);
  const visitor = await Learner.guest(endpoint.url, 'Visitor');
  expect(await visitor.join(loaded.code)).toBe(loaded.group);
});

test('loading again answers the same class; a database that does not know it gets it anew', async () => {
  expect(await load()).toEqual(loaded);
  expect(statSync(join(folder, 'sample.json')).mode & 0o777).toBe(0o600);
  await Promise.all(
    loaded.members.map((one) => new Learner(endpoint.url, one.session).ask('POST', '/account/v1/sign-out', {})),
  );
  expect((await load()).group).not.toBe(loaded.group);
});
