/** Real PNGs of any size, and the names of pictures. */
import { createHash, randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import { imageIdOf, type ImageId } from '../../src/core/image.ts';

/** A grey picture; `noise` makes it as long as it is large, and another one each time. */
export function pngOf(width: number, height: number, noise = false): Uint8Array<ArrayBuffer> {
  const row = (): Buffer => Buffer.concat([Buffer.of(0), noise ? randomBytes(width) : Buffer.alloc(width, 128)]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, row)));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Uint8Array.from(
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]),
  );
}

export function idOf(bytes: Uint8Array): ImageId {
  return imageIdOf(createHash('sha256').update(bytes).digest());
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
