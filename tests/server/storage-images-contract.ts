/** What every implementation of the storage port must hold of pictures. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { KeptImage } from '../../src/server/storage/images.ts';
import type { Storage } from '../../src/server/storage/storage.ts';
import { freshId } from './class.ts';
import type { StorageUnderTest } from './storage-contract.ts';

export function imagesContract(name: string, create: () => Promise<StorageUnderTest>): void {
  describe(`pictures in storage: ${name}`, () => {
    let subject: StorageUnderTest;
    let storage: Storage;
    const [group, other, reader, author] = [freshId(), freshId(), freshId(), freshId()];

    beforeEach(async () => {
      subject = await create();
      storage = await subject.open();
      await storage.transact([group, other], async (tx) => {
        await tx.createGroup(group, null);
        await tx.createGroup(other, null);
        await tx.putMembership({ group, member: reader, record: freshId(), role: 'reader', status: 'active' });
      });
    });
    afterEach(async () => {
      await storage.close();
      await subject.remove();
    });

    const body = Uint8Array.from({ length: 256 }, (_, at) => at);
    const put = async (change: Partial<KeptImage> = {}): Promise<string> => {
      const image: KeptImage = {
        group,
        id: freshId(),
        author,
        type: 'image/png',
        width: 5,
        height: 3,
        at: 1000,
        body,
        ...change,
      };
      await storage.transact([image.group], (tx) => tx.putImage(image));
      return image.id;
    };

    test('it comes back byte for byte, to an active member of its group alone', async () => {
      const id = await put();
      const found = await storage.image({ group, id, reader });
      expect([found?.type, Array.from(found?.body ?? [])]).toEqual(['image/png', Array.from(body)]);
      for (const [where, what, who] of [
        [other, id, reader],
        [group, freshId(), reader],
        [group, id, author],
      ] as const)
        expect(await storage.image({ group: where, id: what, reader: who })).toBeNull();
      await storage.transact([group], (tx) =>
        tx.putMembership({ group, member: reader, record: freshId(), role: 'reader', status: 'removed' }),
      );
      expect(await storage.image({ group, id, reader })).toBeNull();
    });

    test('put twice it is there once, as it first was; in another group it is another', async () => {
      const id = await put();
      await put({ id, body: new Uint8Array(9), author: reader });
      await put({ id, group: other });
      expect((await storage.image({ group, id, reader }))?.body.length).toBe(256);
      expect(await storage.images(group)).toEqual([{ id, author, unusedSince: null }]);
      expect(await storage.imageBytes(group, author)).toEqual({ group: 256, account: 512 });
      expect(await storage.imageBytes(freshId(), freshId())).toEqual({ group: 0, account: 0 });
      expect((await storage.groupsWithImages()).toSorted()).toEqual([group, other].toSorted());
    });

    test('since when it is unused stays, until it is used again', async () => {
      const [one, two] = [await put(), await put()];
      const mark = (ids: string[], since: number | null) =>
        storage.transact([group], (tx) => tx.markImages(group, ids, since));
      await mark([one, freshId()], 5000);
      await mark([one], 6000);
      const since = async () =>
        new Map((await storage.images(group)).map(({ id, unusedSince }) => [id, unusedSince] as const));
      expect(await since()).toEqual(
        new Map([
          [one, 5000],
          [two, null],
        ]),
      );
      await mark([one], null);
      await mark([one], 7000);
      expect((await since()).get(one)).toBe(7000);
    });

    test('it may count for nobody, and go', async () => {
      const [one, two] = [await put(), await put()];
      await storage.transact([group], (tx) => tx.disownImages(group, [one]));
      expect(await storage.imageBytes(group, author)).toEqual({ group: 512, account: 256 });
      await storage.transact([group], (tx) => tx.dropImages(group, [one]));
      expect((await storage.images(group)).map(({ id }) => id)).toEqual([two]);
      expect(await storage.hasImage(group, one)).toBe(false);
      await expect(
        storage.transact([group], async (tx) => {
          await tx.dropImages(group, [two]);
          throw new Error('undone');
        }),
      ).rejects.toThrow('undone');
      expect(await storage.hasImage(group, two)).toBe(true);
    });
  });
}
