import { expect, test } from 'vitest';
import { NoRoom, mustHaveRoom } from '../../src/store/room.ts';

const disk = (answer: { quota?: number; usage?: number }) => ({ estimate: async () => answer });

test('a nearly full disk is not written to', async () => {
  await expect(mustHaveRoom(disk({ quota: 20_000_000, usage: 19_000_000 }))).rejects.toThrow(NoRoom);
  await mustHaveRoom(disk({ quota: 30_000_000, usage: 19_000_000 }));
});

test('a browser that cannot tell does not stop anybody', async () => {
  await mustHaveRoom(disk({}));
  await mustHaveRoom({ estimate: () => Promise.reject(new TypeError('not here')) });
});
