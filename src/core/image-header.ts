/**
 * What a picture says of itself in its first bytes: its format and how large it is drawn. Read before anything decodes it,
 * since a file of a few bytes may unfold to gigabytes of pixels. Extension and endpoint ask the same questions.
 */
import { IMAGE_TYPES, MAX_IMAGE_BYTES, MAX_IMAGE_SIDE, type ImageType } from './image.ts';

/** `width` and `height` in pixels, as stored: a photograph may be shown turned. `moves`: it has more than one frame. */
export type ImageHeader = { type: ImageType | 'image/gif'; width: number; height: number; moves: boolean };

/** Null for what is none of the four formats, or is cut off before it says its size. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const header = png(bytes) ?? jpeg(bytes) ?? webp(bytes) ?? gif(bytes);
  return header && header.width > 0 && header.height > 0 ? header : null;
}

/** Of a picture as notes have them; null for all other bytes. */
export function imageTypeOf(bytes: Uint8Array): ImageType | null {
  const header = bytes.length <= MAX_IMAGE_BYTES ? readImageHeader(bytes) : null;
  const type = IMAGE_TYPES.find((kept) => kept === header?.type);
  if (!header || !type || header.moves || Math.max(header.width, header.height) > MAX_IMAGE_SIDE) return null;
  return type;
}

/** https://www.w3.org/TR/png-3/#5DataRep; a moving one says so in a chunk before its first pixels. */
function png(bytes: Uint8Array): ImageHeader | null {
  if (word(bytes, 0, 8) !== '\x89PNG\r\n\x1a\n' || word(bytes, 12, 4) !== 'IHDR' || bytes.length < 33) return null;
  let moves = false;
  for (let at = 8; at + 8 <= bytes.length && word(bytes, at + 4, 4) !== 'IDAT'; at += 12 + big(bytes, at, 4)) {
    moves ||= word(bytes, at + 4, 4) === 'acTL';
  }
  return { type: 'image/png', width: big(bytes, 16, 4), height: big(bytes, 20, 4), moves };
}

/** ITU-T T.81, B.1.1.3: the size stands in the frame's header, behind segments that each say how long they are. */
function jpeg(bytes: Uint8Array): ImageHeader | null {
  if (word(bytes, 0, 3) !== '\xff\xd8\xff') return null;
  for (let at = 2; at + 9 <= bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    // Any number of these may fill up the place before a marker.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker))
      return { type: 'image/jpeg', width: big(bytes, at + 7, 2), height: big(bytes, at + 5, 2), moves: false };
    // Pixels before any size: nothing that a decoder would take.
    else if (marker === 0xda || marker === 0xd9) return null;
    else at += 2 + Math.max(2, big(bytes, at + 2, 2));
  }
  return null;
}

/** SOF0 to SOF15, without the three that are something else (DHT, JPG, DAC). */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

/** RFC 9649. */
function webp(bytes: Uint8Array): ImageHeader | null {
  if (word(bytes, 0, 4) !== 'RIFF' || word(bytes, 8, 4) !== 'WEBP' || bytes.length < 30) return null;
  const sized = (width: number, height: number, moves = false): ImageHeader => ({
    type: 'image/webp',
    width,
    height,
    moves,
  });
  switch (word(bytes, 12, 4)) {
    case 'VP8 ':
      if (word(bytes, 23, 3) !== '\x9d\x01\x2a') return null;
      return sized(little(bytes, 26, 2) & 0x3fff, little(bytes, 28, 2) & 0x3fff);
    case 'VP8L':
      if (bytes[20] !== 0x2f) return null;
      // Two numbers of 14 bits each.
      return sized(1 + (little(bytes, 21, 2) & 0x3fff), 1 + ((little(bytes, 22, 3) >> 6) & 0x3fff));
    case 'VP8X':
      return sized(1 + little(bytes, 24, 3), 1 + little(bytes, 27, 3), ((bytes[20] ?? 0) & 2) !== 0);
    default:
      return null;
  }
}

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
function gif(bytes: Uint8Array): ImageHeader | null {
  if (!['GIF87a', 'GIF89a'].includes(word(bytes, 0, 6)) || bytes.length < 13) return null;
  return { type: 'image/gif', width: little(bytes, 6, 2), height: little(bytes, 8, 2), moves: frames(bytes) > 1 };
}

/** Up to the second frame, by the lengths of the blocks. */
function frames(bytes: Uint8Array): number {
  let found = 0;
  let at = 13 + colours(bytes[10] ?? 0);
  while (at < bytes.length && found < 2) {
    const kind = bytes[at];
    if (kind === 0x2c) {
      found += 1;
      at = afterBlocks(bytes, at + 11 + colours(bytes[at + 9] ?? 0));
    } else if (kind === 0x21) at = afterBlocks(bytes, at + 2);
    else break;
  }
  return found;
}

/** The length of a table of colours, where there is one. */
function colours(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

function afterBlocks(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let size = bytes[at] ?? 0; size > 0; size = bytes[at] ?? 0) at += size + 1;
  return at + 1;
}

function word(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function big(bytes: Uint8Array, at: number, length: number): number {
  return bytes.subarray(at, at + length).reduce((sum, byte) => sum * 256 + byte, 0);
}

function little(bytes: Uint8Array, at: number, length: number): number {
  return bytes.subarray(at, at + length).reduceRight((sum, byte) => sum * 256 + byte, 0);
}
