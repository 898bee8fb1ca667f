/**
 * Pictures in notes: what one may be, and how the text of a note names it. `![alt](image:ID)` is the only picture that is ever
 * drawn: its id is the digest of its bytes, so that it names them and no address (ADR 0051).
 */
import * as v from 'valibot';
import { base64url } from './id.ts';
import { plainText, unescaped } from './plain-text.ts';

export const IMAGE_TYPES = ['image/webp', 'image/jpeg', 'image/png'] as const;
export const imageType = v.picklist(IMAGE_TYPES);
export type ImageType = v.InferOutput<typeof imageType>;

/** In bytes, and in pixels on the longer side. */
export const MAX_IMAGE_BYTES = 300_000;
export const MAX_IMAGE_SIDE = 1600;

/** So many pictures of one note are looked after: a hostile one may name more than a thousand, each of which would be asked for. */
export const MAX_IMAGES_OF_NOTE = 20;

export const imageId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));
export type ImageId = v.InferOutput<typeof imageId>;

/** @param digest SHA-256 of the picture's bytes: half of it names them, in 22 characters of base64url */
export function imageIdOf(digest: Uint8Array): ImageId {
  return base64url(digest.subarray(0, 16));
}

/** The picture that an address in a note names, or null for any other address. */
export function imageAt(url: string): ImageId | null {
  return /^image:([\w-]{22})$/.exec(url)?.[1] ?? null;
}

/** An end to the words, or a hostile text would be searched to its own from every bracket. */
const SHOWN = /!\[((?:[^[\]\\\n]|\\.){0,2000})\]\(image:([\w-]{22})\)/g;
const NAMED = /image:([\w-]{22})(?![\w-])/g;

export type ShownImage = { id: ImageId; alt: string };

/** A picture as it stands in the text. */
export function imageOf({ id, alt }: ShownImage): string {
  return `![${plainText(alt)}](image:${id})`;
}

/** The pictures in a text that is being written, once each, with what is said of them. */
export function imagesShownIn(text: string): ShownImage[] {
  if (!mayShow(text)) return [];
  const found = new Map<ImageId, ShownImage>();
  for (const [, alt = '', id = ''] of text.matchAll(SHOWN))
    if (!found.has(id)) found.set(id, { id, alt: unescaped(alt) });
  return [...found.values()];
}

/**
 * Whatever a text may mean by a picture, once each, in code or by reference too: to decide what is sent along and what may be
 * thrown away. Told without a parser. Also of a text as JSON.
 */
export function imageIdsIn(text: string): ImageId[] {
  if (!mayShow(text)) return [];
  return [...new Set(Array.from(text.matchAll(NAMED), ([, id = '']) => id))];
}

/** The text with other words said of a picture, everywhere in it; null takes the picture out. */
export function withAlt(text: string, id: ImageId, alt: string | null): string {
  return text.replace(SHOWN, (whole: string, _: string, at: string) => {
    if (at !== id) return whole;
    return alt === null ? '' : imageOf({ id, alt });
  });
}

/** As people read it where no picture can be: what is said of it, behind a mark. */
export function imagesAsWords(text: string): string {
  if (!mayShow(text)) return text;
  return text.replace(SHOWN, (_: string, alt: string) => asWords(unescaped(alt)));
}

/**
 * As Markdown for where our ids mean nothing: pictures by their addresses there, and in words where there is none. What is
 * said of them stays escaped.
 */
export function imagesAsMarkdown(text: string, addressOf: (id: ImageId) => string | null): string {
  if (!mayShow(text)) return text;
  return text.replace(SHOWN, (_: string, alt: string, id: string) => {
    const address = addressOf(id);
    return address === null ? `${asWords(alt)} (${LACKING})` : `![${alt}](${address})`;
  });
}

/** Said in files, behind the words of a picture. */
export const LACKING = 'picture not on this device';

const ENDINGS: Readonly<Record<ImageType, string>> = { 'image/webp': 'webp', 'image/jpeg': 'jpg', 'image/png': 'png' };

/** The name of the file that a picture is where it is one. */
export function imageFileName(id: ImageId, type: ImageType): string {
  return `${id}.${ENDINGS[type]}`;
}

/** One picture in words. */
export function asWords(alt: string): string {
  return `🖼 ${alt}`.trim();
}

/** Most texts have none. */
function mayShow(text: string): boolean {
  return text.includes('image:');
}
