/**
 * The pictures that an export of ours carries in its annotations, apart from what they say: whoever reads an annotation takes
 * them out first, since what a note says has no room for them, and keeps them under the names that the words give them.
 */
import { fromBase64 } from '../base64.ts';
import { IMAGE_TYPES, type ImageType } from '../image.ts';
import { listOf, propertiesOf, type Properties } from './model.ts';

export type CarriedImage = { type: ImageType; bytes: Uint8Array<ArrayBuffer> };

/** Bodies that are no picture of ours stay as they are. What the bytes really are is for who keeps them to look at. */
export function takeImageBodies(annotation: Properties): { annotation: Properties; images: CarriedImage[] } {
  const images: CarriedImage[] = [];
  const body = listOf(annotation['body']).filter((one) => {
    const image = imageIn(one);
    if (image) images.push(image);
    return image === null;
  });
  if (images.length === 0) return { annotation, images };
  const { body: _, ...rest } = annotation;
  return { annotation: body.length > 0 ? { ...rest, body } : rest, images };
}

function imageIn(body: unknown): CarriedImage | null {
  const { id, type } = propertiesOf(body) ?? {};
  if (type !== 'Image' || typeof id !== 'string') return null;
  const [, media, data = ''] = /^data:([a-z/]+);base64,(.*)$/s.exec(id) ?? [];
  const known = IMAGE_TYPES.find((one) => one === media);
  const bytes = known && fromBase64(data);
  return known && bytes ? { type: known, bytes } : null;
}
