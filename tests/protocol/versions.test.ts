/** Which versions can talk to which. */
import { expect, test } from 'vitest';
import { agree } from '../../src/protocol/versions.ts';

const only = (version: number) => ({ oldest: version, newest: version });

test.each([
  ['both the same', only(1), only(1), { ok: true, version: 1 }],
  ['an endpoint one ahead that speaks the one before', only(1), { oldest: 1, newest: 2 }, { ok: true, version: 1 }],
  ['a client one ahead that speaks the one before', { oldest: 1, newest: 2 }, only(1), { ok: true, version: 1 }],
  ['both of a new one', { oldest: 1, newest: 2 }, { oldest: 2, newest: 3 }, { ok: true, version: 2 }],
  ['an endpoint that has forgotten the client’s', only(1), only(2), { ok: false, behind: 'client' }],
  ['a client that has forgotten the endpoint’s', only(2), only(1), { ok: false, behind: 'endpoint' }],
])('%s', (_, client, endpoint, agreed) => {
  expect(agree(client, endpoint)).toEqual(agreed);
});
