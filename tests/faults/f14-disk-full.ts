/**
 * A full disk: a small file system of its own is filled while learners write. Writes are answered 507,
 * reads go on, and once there is room the same operations are applied.
 */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { pushAnswer } from '../../src/protocol/sync.ts';
import { Learner, fields, freshId, putOp } from '../server/class.ts';
import type { Fault } from './fault.ts';
import { must } from './fault.ts';
import { lookInto, onGround, readAll } from './ground.ts';
import { mountSmall } from './small-disk.ts';

const MEGABYTE = 1_000_000;

export const f14: Fault = {
  title: 'a full disk is answered 507 and nothing acknowledged is lost',
  run: ({ long }) =>
    onGround(async ({ folder, path, start }) => {
      const size = long ? 200 : 16;
      const unmount = mountSmall(folder, size);
      try {
        const filler = join(folder, 'filler');
        writeFileSync(filler, Buffer.alloc((size / 2) * MEGABYTE));
        const endpoint = await start();
        const ann = await Learner.guest(endpoint.url, 'Ann');
        const group = await ann.makeGroup();
        const acknowledged = new Set<string>();
        const outbox: object[] = [];
        const statuses = new Map<number, number>();
        const push = async (): Promise<number> => {
          const answer = await ann.ask('POST', '/sync/v1/push', { epoch: null, ops: outbox });
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
          if (answer.status !== 200) return answer.status;
          for (const one of v.parse(pushAnswer, JSON.parse(answer.text)).results) {
            must(one.status === 'applied' || one.status === 'duplicate', `answered ${one.status}`);
            if (one.row) acknowledged.add(one.row.id);
          }
          outbox.length = 0;
          return 200;
        };
        const write = (): Promise<number> => {
          if (outbox.length < 100)
            outbox.push(
              ...Array.from({ length: 10 }, () => putOp(group, freshId(), fields({ text: 'x'.repeat(10_000) }))),
            );
          return push();
        };
        let status = 200;
        for (let n = 0; n < 20_000 && status === 200; n++) status = await write();
        must(status === 507, `a full disk was answered ${status}`);
        const before = acknowledged.size;
        // Nothing else gets in, and everything that is there can be read.
        for (let n = 0; n < 20; n++) status = await write();
        must(status === 507, `a disk that stays full was answered ${status}`);
        must((await readAll(ann, group)).length === before, 'not everything could be read while the disk was full');
        must((await fetch(`${endpoint.url}/healthz`)).status === 200, 'it did not stay up');
        rmSync(filler);
        must((await push()) === 200, 'it did not recover');
        for (let n = 0; n < 10; n++) must((await write()) === 200, 'it did not stay recovered');
        const kept = await readAll(ann, group);
        must((await endpoint.exit('SIGTERM')) === 0, 'it did not stop as it should');
        const { findings } = lookInto(path);
        must(findings.length === 0, findings.join('; '));
        const others = [...statuses.keys()].filter((one) => one !== 200 && one !== 507);
        must(others.length === 0, `answered ${others.join(', ')}`);
        return {
          acknowledged: acknowledged.size,
          lost: [...acknowledged].filter((id) => !kept.includes(id)).length,
          duplicated: kept.length - new Set(kept).size,
          leaked: 0,
          more: { 'answered 507': statuses.get(507) ?? 0, 'MB of disk': size },
        };
      } finally {
        unmount();
      }
    }),
};
