/** The part of the storage port for pictures in notes (core/image.ts): bytes beside the records, and no part of a group's history. */
import type { Id } from '../../core/id.ts';
import { imageType, type ImageId, type ImageType } from '../../core/image.ts';
import * as v from 'valibot';
import { bytes, integer, text, type Columns } from './columns.ts';

/** `author`: the account it counts for; null once that is gone. `at` in milliseconds since 1970. */
export type KeptImage = {
  group: Id;
  id: ImageId;
  author: Id | null;
  type: ImageType;
  width: number;
  height: number;
  at: number;
  body: Uint8Array;
};

/** `unusedSince`: when it was first found that no note shows it (milliseconds since 1970); null while one does. */
export type ImageEntry = { id: ImageId; author: Id | null; unusedSince: number | null };

export type ImageReading = {
  /** Null unless it is there and the reader an active member at that moment. */
  image(request: { group: Id; id: ImageId; reader: Id }): Promise<{ type: ImageType; body: Uint8Array } | null>;
  hasImage(group: Id, id: ImageId): Promise<boolean>;
  /** What is taken up in a group, and by an account in all of them, in bytes. */
  imageBytes(group: Id, author: Id): Promise<{ group: number; account: number }>;
  images(group: Id): Promise<ImageEntry[]>;
  groupsWithImages(): Promise<Id[]>;
};

export type ImageWriting = {
  putImage(image: KeptImage): Promise<void>;
  /** Of those that are there: notes show them now, or none has since an instant, if not since one before. */
  markImages(group: Id, ids: readonly ImageId[], unusedSince: number | null): Promise<void>;
  /** They count for nobody any more. */
  disownImages(group: Id, ids: readonly ImageId[]): Promise<void>;
  dropImages(group: Id, ids: readonly ImageId[]): Promise<void>;
};

export function toImage(found: Columns): { type: ImageType; body: Uint8Array } {
  return { type: v.parse(imageType, found['type']), body: bytes(found, 'body') };
}

export function toImageEntry(found: Columns): ImageEntry {
  const [author, unusedSince] = [found['author'], found['unused_since']];
  return {
    id: text(found, 'id'),
    author: author === null ? null : text(found, 'author'),
    unusedSince: unusedSince === null ? null : integer(found, 'unused_since'),
  };
}
