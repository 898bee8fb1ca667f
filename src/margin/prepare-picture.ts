/**
 * A file from anywhere as a picture that notes may have: decoded and drawn anew in our own frame, so that nothing of the file
 * itself goes on — no place and no camera (EXIF), nothing hidden behind its pixels — and as small as it has to be.
 */
import { MAX_IMAGE_BYTES, MAX_IMAGE_SIDE } from '../core/image.ts';
import { readImageHeader } from '../core/image-header.ts';
import type { MessageKey } from '../platform/i18n.ts';

/** Files and pixels that are not even opened: decoded, a pixel takes four bytes. */
const MOST_BYTES = 30_000_000;
const MOST_PIXELS = 40_000_000;
/** As it is, without loss: right for drawings and pictures of screens, and short for them. */
const LOSSLESS_BYTES = 150_000;
const QUALITIES = [0.85, 0.75, 0.6, 0.45];
const SHRINK = 0.75;
const SMALLEST_SIDE = 64;

export type Prepared = { ok: true; bytes: Uint8Array } | { ok: false; why: MessageKey };

export async function preparePicture(file: Blob): Promise<Prepared> {
  // 1. What it says of itself, before anything decodes it. SVG is a program, and none of the formats.
  if (file.size > MOST_BYTES) return refuse('imageHuge');
  const header = readImageHeader(new Uint8Array(await file.arrayBuffer()));
  if (!header) return refuse('imageNone');
  if (header.moves) return refuse('imageMoves');
  if (header.width * header.height > MOST_PIXELS) return refuse('imageHuge');
  // 2. Decoded; turned as a camera says it is to be.
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(new Blob([file], { type: header.type }));
  } catch {
    return refuse('imageBroken');
  }
  // 3. Drawn anew until it is short enough.
  try {
    const { width, height } = bitmap;
    for (let side = Math.min(MAX_IMAGE_SIDE, Math.max(width, height)); side >= SMALLEST_SIDE || side >= width;) {
      const bytes = await drawn(bitmap, side / Math.max(width, height));
      if (bytes) return { ok: true, bytes };
      side = Math.floor(side * SHRINK);
    }
    return refuse('imageHuge');
  } finally {
    bitmap.close();
  }
}

/** The best that is short enough at this size; null where none is. */
async function drawn(bitmap: ImageBitmap, scale: number): Promise<Uint8Array | null> {
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  const canvas = new OffscreenCanvas(side(bitmap.width), side(bitmap.height));
  const context = canvas.getContext('2d');
  if (!context) return null;
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const lossless = await canvas.convertToBlob({ type: 'image/png' });
  if (lossless.size <= LOSSLESS_BYTES) return bytesOf(lossless);
  for (const quality of QUALITIES) {
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
    // A browser that cannot write it gives PNG.
    if (blob.type === 'image/webp' && blob.size <= MAX_IMAGE_BYTES) return bytesOf(blob);
  }
  return lossless.size <= MAX_IMAGE_BYTES ? bytesOf(lossless) : null;
}

async function bytesOf(blob: Blob): Promise<Uint8Array> {
  return new Uint8Array(await blob.arrayBuffer());
}

function refuse(why: MessageKey): Prepared {
  return { ok: false, why };
}
